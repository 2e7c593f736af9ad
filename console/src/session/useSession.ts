/** Who is signed in, and signing in and out; also by a token that the address brings. */
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Me } from '../../../contract/index.ts'
import { api } from '../api/api.ts'
import { asProblem, Problem } from '../api/problem.ts'
import { addressOf, viewOf } from '../navigation/view.ts'
import { forgetDrafts } from '../shared/drafts.ts'
import { useOnce } from '../shared/useOnce.ts'
import { nextOf, tokenOf } from './address.ts'
import { ME, NOT_SIGNED_IN, SIGN_IN } from './queryClient.ts'
import { useOtherTabs } from './useOtherTabs.ts'

/** Of somebody who was deactivated. */
const NOT_ALLOWED = 403

export function useSession() {
  const client = useQueryClient()
  const [{ token, next }] = useState(readAddress)
  const [isArriving, setIsArriving] = useState(token !== null)
  // Asked before the token is taken, the answer would be that nobody is signed in.
  const session = useMe({ isEnabled: !isArriving })
  const askAnew = () => client.invalidateQueries({ queryKey: ME })
  const tellOthers = useOtherTabs(() => void askAnew())
  const signIn = useMutation({
    mutationFn: api.signIn,
    meta: SIGN_IN,
    onSuccess: () => {
      tellOthers()
      return askAnew()
    },
    onSettled: () => setIsArriving(false),
  })
  const signOut = useSignOut(tellOthers)
  useOnce(token !== null || next !== null, () => {
    cleanAddress()
    if (token !== null) signIn.mutate(token)
  })
  const hasEnded = useHasEnded(session.data, signOut)
  const problem = asProblem(session.error ?? signOut.error)
  return {
    /** Null where nobody is signed in, undefined as long as that is unknown. */
    me: session.data,
    /** Where the address asked to go after sign-in; null for nowhere. */
    next,
    problem,
    /** Somebody was signed in here, and did not sign out. */
    hasEnded,
    isLoading: session.isPending,
    canSignOut: Boolean(session.data) || problem?.status === NOT_ALLOWED,
    retry: () => void session.refetch(),
    signIn: {
      submit: (pasted: string) => signIn.mutate(pasted),
      problem: asProblem(signIn.error),
      isPending: signIn.isPending,
    },
    signOut: () => signOut.mutate(),
  }
}

function useMe({ isEnabled }: { isEnabled: boolean }) {
  const client = useQueryClient()
  return useQuery({
    queryKey: ME,
    queryFn: async ({ signal }) => {
      const me = await meOrNobody(signal)
      // Tabs share the session: another may have signed in elsewhere.
      if (me?.id !== client.getQueryData<Me | null>(ME)?.id) forgetRest(client)
      return me
    },
    enabled: isEnabled,
  })
}

function useSignOut(tellOthers: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: api.signOut,
    onSuccess: () => {
      tellOthers()
      client.setQueryData(ME, null)
      forgetDrafts()
      forgetRest(client)
    },
  })
}

function useHasEnded(
  me: Me | null | undefined,
  { isIdle, reset }: ReturnType<typeof useSignOut>,
): boolean {
  const [wasSignedIn, setWasSignedIn] = useState(false)
  if (me && !wasSignedIn) setWasSignedIn(true)
  useEffect(() => {
    // Who signed out before says nothing of this session.
    if (me) reset()
  }, [me, reset])
  return me === null && wasSignedIn && isIdle
}

/** Whatever was loaded was for whoever was signed in before. */
function forgetRest(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] })
}

/** Neither the history nor a bookmark may keep a token. */
function cleanAddress(): void {
  window.history.replaceState(null, '', addressOf(viewOf(window.location.search)))
}

function readAddress(): { token: string | null; next: string | null } {
  return { token: tokenOf(window.location.hash), next: nextOf(window.location.search) }
}

async function meOrNobody(signal: AbortSignal): Promise<Me | null> {
  try {
    return await api.me(signal)
  } catch (error) {
    if (error instanceof Problem && error.status === NOT_SIGNED_IN) return null
    throw error
  }
}
