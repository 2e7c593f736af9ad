/** Tells where one is: the title of the window, and the focus on the title of the part one came to. */
import { type RefObject, useEffect } from 'react'
import { hasNavigated } from './useView.ts'

const PAGE = 'Connexus exports'

/** `words` name the part; `''` for that which the page opens with. */
export function useArrival(title: RefObject<HTMLElement | null>, words: string): void {
  useEffect(() => {
    document.title = words === '' ? PAGE : `${words} – ${PAGE}`
  }, [words])
  useEffect(() => {
    // A page that has just been loaded is read from its top.
    if (!hasNavigated()) return
    title.current?.focus()
    window.scrollTo(0, 0)
  }, [title])
}
