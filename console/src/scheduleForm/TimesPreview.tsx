/** The first times at which the schedule would be due, as it is being filled in. */
import { DueTimes } from '../schedules/DueTimes.tsx'
import type { LivePreview } from './useTimesPreview.ts'

export function TimesPreview({
  live: { answer: preview, problem, isStale },
}: {
  live: LivePreview
}) {
  return (
    <div className={isStale ? 'preview stale' : 'preview'}>
      <h4>Next times</h4>
      {problem ? <p className="muted">{withoutTimes(problem.status)}</p> : null}
      {preview || problem ? null : <p className="muted">Looking when it is due…</p>}
      {preview?.nextTimes.length === 0 ? (
        <p className="notice warning">It is never due like this.</p>
      ) : null}
      {preview && preview.nextTimes.length > 0 ? (
        <>
          <p className="muted small">In {preview.timeZone}</p>
          <DueTimes instants={preview.nextTimes} timeZone={preview.timeZone} label="Next times" />
        </>
      ) : null}
    </div>
  )
}

/** Faults stand at their fields; here only why there are no times. */
function withoutTimes(status: number): string {
  return status === 422
    ? 'No times: something above is not right yet.'
    : 'No times at the moment. You can save the schedule all the same.'
}
