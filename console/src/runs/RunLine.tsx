/** One time at which a schedule was due: which file it was to make, and what came of it. */
import { RunOutcome, type ScheduledRun } from '../../../contract/index.ts'
import { asProblem } from '../api/problem.ts'
import { useDownload } from '../exports/useDownload.ts'
import { dueWords } from '../schedules/dueTimes.ts'
import { Button } from '../shared/Button.tsx'
import { ProblemNotice } from '../shared/ProblemNotice.tsx'
import { dayWords } from './backfillWords.ts'
import { heldWords, resultWords } from './runWords.ts'

export interface RunLineProps {
  run: ScheduledRun
  /** The schedule's. */
  timeZone: string
}

const LOOKS: Readonly<Record<RunOutcome, string>> = {
  [RunOutcome.SKIPPED]: '',
  [RunOutcome.PLANNED]: '',
  [RunOutcome.PENDING]: 'pending',
  [RunOutcome.COMPLETED]: 'completed',
  [RunOutcome.FAILED]: 'failed',
  [RunOutcome.CANCELLED]: '',
}

export function RunLine({ run, timeZone }: RunLineProps) {
  const { dueAt, localDay, outcome, reason, failure, exportId, backfillId } = run
  const due = dueWords(dueAt, timeZone)
  const facts = [
    ...(localDay === null ? [] : [`of ${dayWords(localDay)}`]),
    heldWords(run, timeZone),
    ...(backfillId === null ? [] : ['by a backfill']),
  ]
  return (
    <>
      <p className="line-head">
        <time dateTime={dueAt}>{due}</time>
        <span className={`badge ${LOOKS[outcome]}`.trim()}>{resultWords(run)}</span>
      </p>
      <p className="muted small">{facts.join(' · ')}</p>
      {reason === null ? null : <p className="small">{reason}</p>}
      {failure === null ? null : (
        <p className="notice danger">
          <strong>{failure.message}</strong> {failure.remedy}
        </p>
      )}
      {outcome === RunOutcome.COMPLETED && exportId !== null ? (
        <Download exportId={exportId} label={`Download file ${facts.join(', ')}, due ${due}`} />
      ) : null}
    </>
  )
}

function Download({ exportId, label }: { exportId: string; label: string }) {
  const download = useDownload()
  const problem = asProblem(download.error)
  return (
    <>
      {problem ? <ProblemNotice problem={problem} /> : null}
      <div className="actions">
        <Button label={label} isIdle={download.isPending} onClick={() => download.mutate(exportId)}>
          Download
        </Button>
      </div>
    </>
  )
}
