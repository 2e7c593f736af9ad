/** Who is signed in, and signing in and out. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api, type Me } from '../api/api.ts'
import { asProblem, Problem } from '../api/problem.ts'
import { ME } from './queryClient.ts'

export function useSession() {
  const client = useQueryClient()
  const session = useQuery({ queryKey: ME, queryFn: ({ signal }) => meOrNobody(signal) })
  const signIn = useMutation({
    mutationFn: api.signIn,
    onSuccess: () => client.invalidateQueries({ queryKey: ME }),
  })
  const signOut = useMutation({
    mutationFn: api.signOut,
    onSuccess: () => {
      client.setQueryData(ME, null)
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] })
    },
  })
  const { mutateAsync } = signIn
  // The problem is shown from the mutation's state.
  const submit = useCallback(
    (token: string) => mutateAsync(token).catch(() => undefined),
    [mutateAsync],
  )
  return {
    /** Null where nobody is signed in, undefined as long as that is unknown. */
    me: session.data,
    problem: asProblem(session.error ?? signOut.error),
    isLoading: session.isPending,
    retry: () => void session.refetch(),
    signIn: { submit, problem: asProblem(signIn.error), isPending: signIn.isPending },
    signOut: () => signOut.mutate(),
  }
}

async function meOrNobody(signal: AbortSignal): Promise<Me | null> {
  try {
    return await api.me(signal)
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null
    throw error
  }
}
