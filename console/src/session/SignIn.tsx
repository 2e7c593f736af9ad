/** Sign-in by a token, for whoever came without one. */
import { useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { Button } from '../shared/Button.tsx'
import { ProblemNotice } from '../shared/ProblemNotice.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import { forPeople } from './forPeople.ts'

const REMEDY = 'Open this page from Connexus again, or paste another token.'

export interface SignInProps {
  onSubmit: (token: string) => void
  problem: Problem | null
  isPending: boolean
  /** A session ended by itself: why one is asked. */
  hasEnded: boolean
}

export function SignIn({ onSubmit, problem, isPending, hasEnded }: SignInProps) {
  const [token, setToken] = useState('')
  return (
    <section className="panel sign-in" aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">Sign in</h2>
      {hasEnded ? (
        <p className="notice warning" role="alert">
          Your session has ended. Sign in again: what you typed is kept.
        </p>
      ) : null}
      <p>
        Open this page from Connexus and you are signed in already. If you have an access token,
        paste it here.
      </p>
      {problem ? <ProblemNotice problem={forPeople(problem, REMEDY)} /> : null}
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
        <Button type="submit" kind="primary" isIdle={isPending}>
          {isPending ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
    </section>
  )
}
