/** One schedule of the list. */
import { useId } from 'react'
import type { ExportSchedule, ScheduledRun } from '../../../contract/index.ts'
import { ViewLink } from '../navigation/ViewLink.tsx'
import { resultWords } from '../runs/runWords.ts'
import { Moment } from '../shared/Moment.tsx'
import { dueWords } from './dueTimes.ts'
import { ruleWords } from './ruleWords.ts'
import { StateBadge } from './StateBadge.tsx'
import { stateRemark, whatWords } from './scheduleWords.ts'

export function ScheduleCard({ schedule }: { schedule: ExportSchedule }) {
  const titleId = useId()
  const { id, name, state, rule, timeZone } = schedule
  const remark = stateRemark(schedule)
  return (
    <article className="panel card" aria-labelledby={titleId}>
      <div className="card-head">
        <h3 id={titleId}>
          <ViewLink to={{ name: 'SCHEDULE', scheduleId: id }}>{name}</ViewLink>
        </h3>
        <StateBadge state={state} />
      </div>
      <p className="muted small">{whatWords(schedule)}</p>
      <p>{ruleWords(rule, timeZone)}</p>
      {remark === null ? null : <p className="muted small">{remark}</p>}
      <Times schedule={schedule} />
    </article>
  )
}

/** When it is due next, and what came of it last; in its zone. */
function Times({ schedule }: { schedule: ExportSchedule }) {
  const { nextTimes, timeZone, lastRun } = schedule
  const [next] = nextTimes
  return (
    <dl className="facts">
      {next === undefined ? null : (
        <div>
          <dt>Next</dt>
          <dd>
            <time dateTime={next}>{dueWords(next, timeZone)}</time>
          </dd>
        </div>
      )}
      <div>
        <dt>Last</dt>
        <dd>{lastRun === null ? 'Not yet' : <LastRun run={lastRun} timeZone={timeZone} />}</dd>
      </div>
    </dl>
  )
}

function LastRun({ run, timeZone }: { run: ScheduledRun; timeZone: string }) {
  return (
    <>
      <Moment instant={run.dueAt} timeZone={timeZone} /> · {resultWords(run)}
    </>
  )
}
