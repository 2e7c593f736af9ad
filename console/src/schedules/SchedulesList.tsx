/** The requester's schedules, newest first: what each makes, when, and what came of it last. */
import { useRef } from 'react'
import { useArrival } from '../navigation/useArrival.ts'
import { ViewLink } from '../navigation/ViewLink.tsx'
import { ProblemNotice } from '../shared/ProblemNotice.tsx'
import { ShowMore } from '../shared/ShowMore.tsx'
import { ScheduleCard } from './ScheduleCard.tsx'
import { useSchedules } from './useSchedules.ts'

export function SchedulesList() {
  const title = useRef<HTMLHeadingElement>(null)
  const list = useSchedules()
  useArrival(title, 'Schedules')
  return (
    <section
      className="exports single"
      aria-labelledby="schedules-title"
      aria-busy={list.isLoading}
    >
      <div className="exports-head">
        <h2 id="schedules-title" ref={title} tabIndex={-1}>
          Your schedules
        </h2>
        <ViewLink to={{ name: 'NEW_SCHEDULE' }} className="button primary">
          New schedule
        </ViewLink>
      </div>
      {list.problem ? <ProblemNotice problem={list.problem} onRetry={list.reload} /> : null}
      {list.isLoading && !list.problem ? (
        <p className="muted loading">Loading your schedules…</p>
      ) : null}
      {list.schedules.length === 0 && !list.isLoading && !list.problem ? <Empty /> : null}
      <ul className="cards">
        {list.schedules.map((schedule) => (
          <li key={schedule.id}>
            <ScheduleCard schedule={schedule} />
          </li>
        ))}
      </ul>
      <ShowMore list={list} />
    </section>
  )
}

function Empty() {
  return (
    <p className="panel empty">
      No schedules yet. A schedule makes the same export again and again: every row each time, or
      only what has changed since the file before. Begin with “New schedule”, or with “Repeat this
      export…” under the form of an export.
    </p>
  )
}
