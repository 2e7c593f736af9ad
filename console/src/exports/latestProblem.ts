/** What the latest of several actions met: what an earlier one met is past. */
import { asProblem, type Problem } from '../api/problem.ts'

export interface Action {
  error: unknown
  /** Milliseconds since 1970; 0 for never. */
  submittedAt: number
}

export function latestProblem(actions: readonly Action[]): Problem | null {
  const times = actions.map(({ submittedAt }) => submittedAt)
  return asProblem(actions[times.indexOf(Math.max(...times))]?.error)
}
