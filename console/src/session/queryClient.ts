/** How the page asks the API: when it tries again, and what it does where nobody is signed in. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { Problem } from '../api/problem.ts'

export const ME = ['me'] as const
/** Marks the call whose refusal says nothing of who is signed in. */
export const SIGN_IN = { isSignIn: true } as const

const TRIES = 3
const AGAIN_MS = 5_000
export const NOT_SIGNED_IN = 401

/** Milliseconds; what is down comes back, and then the page goes on by itself. */
export function againAfter(error: unknown): number | false {
  return error instanceof Problem && error.isPassing ? AGAIN_MS : false
}

export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (error instanceof Problem && error.status === NOT_SIGNED_IN) client.setQueryData(ME, null)
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, { meta }) => {
        if (meta !== SIGN_IN) onError(error)
      },
    }),
    defaultOptions: {
      queries: {
        // The page says itself that it is offline, rather than waiting without a word.
        networkMode: 'always',
        retry: (failures, error) =>
          failures + 1 < TRIES && error instanceof Problem && error.isPassing,
        retryDelay: (failures) => 500 * 2 ** failures,
        refetchInterval: ({ state: { error } }) => againAfter(error),
      },
      mutations: { networkMode: 'always' },
    },
  })
  return client
}
