/** What the export would come to, and which limits it would hit. */
import type { Failure } from '../../../contract/index.ts'
import { estimateWords } from './estimateWords.ts'
import type { LiveEstimate } from './useEstimate.ts'

export function EstimatePanel({
  live: { answer: estimate, problem, isStale },
}: {
  live: LiveEstimate
}) {
  if (problem) return <p className="muted">{withoutEstimate(problem.status)}</p>
  if (!estimate) return <p className="muted">Estimating…</p>
  const { rows, size, time } = estimateWords(estimate)
  return (
    <div className="estimate-panel">
      <dl className={isStale ? 'estimate stale' : 'estimate'} aria-label="Estimate">
        <div>
          <dt>Rows</dt>
          <dd>{rows}</dd>
        </div>
        <div>
          <dt>Size</dt>
          <dd>{size}</dd>
        </div>
        <div>
          <dt>Time</dt>
          <dd>{time}</dd>
        </div>
      </dl>
      <output>
        <Limits failures={estimate.failures} className="notice danger" lead="This would fail." />
        <Limits
          failures={estimate.possibleFailures}
          className="notice warning"
          lead="This may fail."
        />
      </output>
    </div>
  )
}

interface LimitsProps {
  failures: readonly Failure[]
  className: string
  lead: string
}

function Limits({ failures, className, lead }: LimitsProps) {
  return failures.map(({ message, remedy }) => (
    <span key={message} className={className}>
      <strong>{lead}</strong> {message} {remedy}
    </span>
  ))
}

/** Faults of the request stand at their fields; here only why there are no numbers. */
function withoutEstimate(status: number): string {
  return status === 422
    ? 'No estimate: something above is not right yet.'
    : 'No estimate at the moment. You can request the export all the same.'
}
