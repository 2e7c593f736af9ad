/** Chooses what is seen: the sign-in, or the requester's exports. */
import { asProblem } from './api/problem.ts'
import { useDownload } from './exports/useDownload.ts'
import { Header } from './Header.tsx'
import { downloadOf } from './session/address.ts'
import { forPeople } from './session/forPeople.ts'
import { SignIn } from './session/SignIn.tsx'
import { useSession } from './session/useSession.ts'
import { ProblemNotice } from './shared/ProblemNotice.tsx'
import { useOnce } from './shared/useOnce.ts'
import { Workspace } from './Workspace.tsx'

export function App() {
  const session = useSession()
  const { me, next, problem, isLoading, canSignOut, signIn, signOut, retry } = session
  const nextProblem = useNext(me ? next : null)
  return (
    <>
      <Header me={me ?? null} canSignOut={canSignOut} onSignOut={signOut} />
      <main className="page">
        {problem ? <ProblemNotice problem={problem} onRetry={retry} /> : null}
        {isLoading ? <p className="muted loading">Loading…</p> : null}
        {me === null ? (
          <SignIn
            onSubmit={signIn.submit}
            problem={signIn.problem}
            isPending={signIn.isPending}
            hasEnded={session.hasEnded}
          />
        ) : null}
        {me && signIn.problem ? (
          <ProblemNotice problem={forPeople(signIn.problem, 'You stay signed in as before.')} />
        ) : null}
        {me && nextProblem ? <ProblemNotice problem={nextProblem} /> : null}
        {/* Somebody else begins with nothing that was typed or chosen before. */}
        {me ? <Workspace key={me.id} me={me} /> : null}
      </main>
    </>
  )
}

/** Goes where the address asked to, once; a file is downloaded from this page. Gives what went wrong. */
function useNext(next: string | null) {
  const download = useDownload()
  useOnce(next !== null, () => {
    if (next === null) return
    const exportId = downloadOf(next)
    if (exportId === null) window.location.assign(next)
    else download.mutate(exportId)
  })
  return asProblem(download.error)
}
