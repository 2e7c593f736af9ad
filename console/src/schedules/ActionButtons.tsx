/** What can be done to a schedule, in its state. */
import { useState } from 'react'
import { type ExportSchedule, ScheduleContent, ScheduleState } from '../../../contract/index.ts'
import { ViewLink } from '../navigation/ViewLink.tsx'
import { Button } from '../shared/Button.tsx'
import { ActionDialog, type Asking } from './ActionDialog.tsx'
import type { ScheduleActions } from './useScheduleActions.ts'

export interface ActionButtonsProps {
  schedule: ExportSchedule
  actions: ScheduleActions
}

export function ActionButtons({ schedule, actions }: ActionButtonsProps) {
  const [asking, setAsking] = useState<Asking>(null)
  const { id, state, content } = schedule
  const isPaused = state === ScheduleState.PAUSED
  return (
    <div className="actions">
      <Button kind={isPaused ? '' : 'primary'} isIdle={actions.isBusy} onClick={actions.trigger}>
        Run now
      </Button>
      {state === ScheduleState.ENDED ? null : (
        // One button: whoever paused it has the focus on what resumes it.
        <Button
          kind={isPaused ? 'primary' : ''}
          isIdle={actions.isBusy}
          onClick={isPaused ? actions.resume : () => setAsking('PAUSE')}
        >
          {isPaused ? 'Resume' : 'Pause…'}
        </Button>
      )}
      <ViewLink to={{ name: 'EDIT_SCHEDULE', scheduleId: id }} className="button">
        Edit
      </ViewLink>
      {content === ScheduleContent.CHANGES ? (
        <Button onClick={() => setAsking('BACKFILL')}>Backfill…</Button>
      ) : null}
      <Button kind="quiet" isIdle={actions.isBusy} onClick={() => setAsking('DELETE')}>
        Delete…
      </Button>
      <ActionDialog
        asking={asking}
        schedule={schedule}
        actions={actions}
        onClose={() => setAsking(null)}
      />
    </div>
  )
}
