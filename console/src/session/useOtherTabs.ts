/** What tabs of one browser, which share the session, tell each other: that it began or ended. */
import { useEffect, useEffectEvent, useRef } from 'react'

const CHANNEL = 'connexus-exports-session'

/** Gives what tells the other tabs. `onTold` is called where another tab told this one. */
export function useOtherTabs(onTold: () => void): () => void {
  const channel = useRef<BroadcastChannel | null>(null)
  const told = useEffectEvent(onTold)
  useEffect(() => {
    const opened = new BroadcastChannel(CHANNEL)
    opened.addEventListener('message', () => told())
    channel.current = opened
    return () => opened.close()
  }, [])
  return () => channel.current?.postMessage(null)
}
