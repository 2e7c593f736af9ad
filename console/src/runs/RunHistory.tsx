/** What came of each time the schedule was due, newest first. */
import type { ExportSchedule } from '../../../contract/index.ts'
import { ProblemNotice } from '../shared/ProblemNotice.tsx'
import { ShowMore } from '../shared/ShowMore.tsx'
import { RunLine } from './RunLine.tsx'
import { type Runs, useAnnounceRuns } from './useRuns.ts'

export interface RunHistoryProps {
  schedule: ExportSchedule
  runs: Runs
}

export function RunHistory({ schedule, runs: list }: RunHistoryProps) {
  useAnnounceRuns(list.runs, schedule)
  return (
    <section className="panel" aria-labelledby="history-title" aria-busy={list.isLoading}>
      <h3 id="history-title">History</h3>
      {list.problem ? <ProblemNotice problem={list.problem} onRetry={list.reload} /> : null}
      {list.isLoading && !list.problem ? (
        <p className="muted loading">Loading the history…</p>
      ) : null}
      {list.runs.length === 0 && !list.isLoading && !list.problem ? (
        <p className="muted">It has not been due yet.</p>
      ) : null}
      {list.runs.length > 0 ? <p className="muted small">Times in {schedule.timeZone}</p> : null}
      {list.runs.length > 0 ? (
        <ul className="lines">
          {list.runs.map((run) => (
            <li key={run.id}>
              <RunLine run={run} timeZone={schedule.timeZone} />
            </li>
          ))}
        </ul>
      ) : null}
      <ShowMore list={list} />
    </section>
  )
}
