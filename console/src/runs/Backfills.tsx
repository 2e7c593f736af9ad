/** How far the backfills of a schedule are. */
import { useId } from 'react'
import type { Backfill } from '../../../contract/index.ts'
import { ProblemNotice } from '../shared/ProblemNotice.tsx'
import { backfillWords, dayWords } from './backfillWords.ts'
import { useBackfills } from './useBackfills.ts'

export function Backfills({ scheduleId }: { scheduleId: string }) {
  const { backfills, problem, reload } = useBackfills(scheduleId)
  if (!problem && backfills.length === 0) return null
  return (
    <section className="panel" aria-labelledby="backfills-title">
      <h3 id="backfills-title">Backfills</h3>
      {problem ? <ProblemNotice problem={problem} onRetry={reload} /> : null}
      <ul className="lines">
        {backfills.map((backfill) => (
          <li key={backfill.id}>
            <BackfillLine backfill={backfill} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function BackfillLine({ backfill }: { backfill: Backfill }) {
  const { from, to, windows, completed, failed, endedAt } = backfill
  const id = useId()
  return (
    <>
      <p className="line-head">
        <span id={id}>
          {dayWords(from)} – {dayWords(to)}
        </span>
        <span className={`badge ${endedAt === null ? 'pending' : ''}`.trim()}>
          {endedAt === null ? 'Under way' : 'Over'}
        </span>
      </p>
      <p className="muted small">{backfillWords(backfill)}</p>
      {endedAt === null ? (
        <progress
          aria-labelledby={id}
          aria-valuetext={backfillWords(backfill)}
          max={Math.max(1, windows)}
          value={completed + failed}
        />
      ) : null}
    </>
  )
}
