/** Reads the address once, signs in with the token that it brings, and cleans it. */
import { useState } from 'react'
import { useOnce } from '../shared/useOnce.ts'
import { nextOf, tokenOf } from './address.ts'

export interface PageAddress {
  /** Where to go after sign-in; null for nowhere. */
  next: string | null
  /** Whether a token of the address is being tried. */
  isSigningIn: boolean
}

export function useAddress(signIn: (token: string) => Promise<unknown>): PageAddress {
  const [{ token, next }] = useState(() => ({
    token: tokenOf(window.location.hash),
    next: nextOf(window.location.search),
  }))
  const [isSigningIn, setIsSigningIn] = useState(token !== null)
  useOnce(token !== null || next !== null, () => {
    // Neither the history nor a bookmark may keep a token.
    window.history.replaceState(null, '', window.location.pathname)
    if (token !== null) void signIn(token).finally(() => setIsSigningIn(false))
  })
  return { next, isSigningIn }
}
