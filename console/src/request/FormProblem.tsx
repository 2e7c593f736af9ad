/** What stands in the way of the request and belongs to no field. */
import type { Problem, ProblemDetail } from '../api/problem.ts'
import { ProblemNotice } from '../shared/ProblemNotice.tsx'

export interface FormProblemProps {
  /** What sending the form met; null where it met nothing. */
  problem: Problem | null
  errors: readonly ProblemDetail[]
}

export function FormProblem({ problem, errors }: FormProblemProps) {
  if (!problem || errors.length === 0) return null
  const detail = errors.map(({ message }) => message).join(' ')
  const remedy = [...new Set(errors.map((error) => error.remedy))].join(' ')
  return (
    <div className="form-problem" tabIndex={-1}>
      <ProblemNotice problem={{ detail, remedy, instance: problem.instance }} />
    </div>
  )
}
