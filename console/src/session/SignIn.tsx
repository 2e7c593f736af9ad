/** Sign-in by a token, for whoever came without one. */
import { useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { ProblemNotice } from '../shared/ProblemNotice.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import { NOT_SIGNED_IN } from './queryClient.ts'

export interface SignInProps {
  onSubmit: (token: string) => void
  problem: Problem | null
  isPending: boolean
}

export function SignIn({ onSubmit, problem, isPending }: SignInProps) {
  const [token, setToken] = useState('')
  return (
    <section className="panel sign-in" aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">Sign in</h2>
      <p>
        Open this page from Connexus and you are signed in already. If you have an access token,
        paste it here.
      </p>
      {problem ? <ProblemNotice problem={forPeople(problem)} /> : null}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit(token.trim())
        }}
      >
        <TextInput
          label="Access token"
          type="password"
          autoComplete="off"
          isRequired
          value={token}
          onChange={setToken}
        />
        <button type="submit" className="button primary" disabled={isPending}>
          {isPending ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
    </section>
  )
}

/** The API's remedy for a token that it does not take is meant for programs. */
function forPeople({ status, detail, remedy, instance }: Problem) {
  const isRefused = status === NOT_SIGNED_IN
  return {
    detail,
    remedy: isRefused ? 'Open this page from Connexus again, or paste another token.' : remedy,
    instance,
  }
}
