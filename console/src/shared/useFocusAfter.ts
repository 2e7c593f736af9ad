/** Leads the focus elsewhere when the element that has it within goes. */
import { type RefObject, useLayoutEffect } from 'react'

type Ref = RefObject<HTMLElement | null>

export function useFocusAfter(element: Ref, next: Ref): void {
  // Only a layout effect ends before the element is gone.
  useLayoutEffect(() => {
    const shown = element.current
    const after = next.current
    return () => {
      if (shown?.contains(document.activeElement)) after?.focus()
    }
  }, [element, next])
}
