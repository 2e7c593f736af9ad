/** Chooses what is seen: the sign-in, or the requester's exports. */
import { useEffect } from 'react'
import { Header } from './Header.tsx'
import { SignIn } from './session/SignIn.tsx'
import { useAddress } from './session/useAddress.ts'
import { useSession } from './session/useSession.ts'
import { ProblemNotice } from './shared/ProblemNotice.tsx'
import { Workspace } from './Workspace.tsx'

export function App() {
  const { me, problem, isLoading, signIn, signOut, retry } = useSession()
  const address = useAddress(signIn.submit)
  useEffect(() => {
    if (me === null) document.title = 'Sign in – Connexus exports'
    else document.title = 'Connexus exports'
  }, [me])
  return (
    <>
      <Header me={me ?? null} onSignOut={signOut} />
      <main className="page" id="main">
        {problem && !me ? <ProblemNotice problem={problem} onRetry={retry} /> : null}
        {isLoading || address.isSigningIn ? <p className="muted loading">Loading…</p> : null}
        {me === null && !address.isSigningIn ? (
          <SignIn
            onSubmit={(token) => void signIn.submit(token)}
            problem={signIn.problem}
            isPending={signIn.isPending}
          />
        ) : null}
        {me ? <Workspace me={me} next={address.next} /> : null}
      </main>
    </>
  )
}
