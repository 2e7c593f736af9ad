/** Leads whoever sent a form to the first field that is wrong, else to what is said on top. */
import { useEffect, useRef } from 'react'
import type { Problem } from '../api/problem.ts'

export function useFocusOnProblem(problem: Problem | null) {
  const element = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (!problem) return
    const find = (selector: string) => element.current?.querySelector<HTMLElement>(selector)
    // Lists, groups and whole sections can't be invalid: there what is said leads to them.
    const wrong = find('[aria-invalid="true"], .field-errors')
    const shown = wrong ?? find('.form-problem')
    shown?.focus()
  }, [problem])
  return element
}
