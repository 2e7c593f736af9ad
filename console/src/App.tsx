/** Chooses what is seen: the sign-in, or the requester's exports. */
import { Header } from './Header.tsx'
import { SignIn } from './session/SignIn.tsx'
import { useSession } from './session/useSession.ts'
import { ProblemNotice } from './shared/ProblemNotice.tsx'
import { Workspace } from './Workspace.tsx'

export function App() {
  const { me, next, problem, isLoading, canSignOut, signIn, signOut, retry } = useSession()
  return (
    <>
      <Header me={me ?? null} canSignOut={canSignOut} onSignOut={signOut} />
      <main className="page">
        {problem ? <ProblemNotice problem={problem} onRetry={retry} /> : null}
        {isLoading ? <p className="muted loading">Loading…</p> : null}
        {me === null ? (
          <SignIn onSubmit={signIn.submit} problem={signIn.problem} isPending={signIn.isPending} />
        ) : null}
        {me ? <Workspace me={me} next={next} /> : null}
      </main>
    </>
  )
}
