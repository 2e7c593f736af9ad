/** Somebody else has changed the schedule: what was typed stays, and whoever typed it decides. */
import type { Problem } from '../api/problem.ts'
import { addressOf } from '../navigation/view.ts'
import { Button } from '../shared/Button.tsx'

export interface OutdatedNoticeProps {
  problem: Problem | null
  scheduleId: string
  onSave: () => void
}

export function OutdatedNotice({ problem, scheduleId, onSave }: OutdatedNoticeProps) {
  return (
    <div className="form-problem" tabIndex={-1}>
      <div className="notice danger stack" role="alert">
        <p>
          <strong>{problem?.detail}</strong> What you typed is still here. Look at the schedule as
          it is now: then save yours in its place, or discard it and edit that one.
        </p>
        <div className="actions">
          <a
            className="button"
            href={addressOf({ name: 'SCHEDULE', scheduleId })}
            target="_blank"
            rel="noopener"
          >
            See it as it is now (new tab)
          </a>
          <Button onClick={onSave}>Save mine in its place</Button>
        </div>
      </div>
    </div>
  )
}
