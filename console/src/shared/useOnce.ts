/** Does something once in the life of a component, as soon as it is ready. */
import { useEffect, useRef } from 'react'

export function useOnce(isReady: boolean, action: () => void): void {
  const isDone = useRef(false)
  useEffect(() => {
    if (!isReady || isDone.current) return
    isDone.current = true
    action()
  })
}
