/** A problem as people need it: what happened, and what to do. */
import type { Problem } from '../api/problem.ts'

export interface ProblemNoticeProps {
  problem: Pick<Problem, 'detail' | 'remedy' | 'instance'>
  /** Offers to try again. */
  onRetry?: () => void
  /** Default "Try again". */
  retryWords?: string
}

export function ProblemNotice({ problem, onRetry, retryWords = 'Try again' }: ProblemNoticeProps) {
  return (
    <div className="notice danger" role="alert">
      <p>
        <strong>{problem.detail}</strong> {problem.remedy}
      </p>
      {problem.instance ? <p className="small">Request {problem.instance}</p> : null}
      {onRetry ? (
        <button type="button" className="button" onClick={onRetry}>
          {retryWords}
        </button>
      ) : null}
    </div>
  )
}
