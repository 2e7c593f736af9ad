/** What can be done to a schedule, in its state. */
import { useState } from 'react'
import { type ExportSchedule, ScheduleContent, ScheduleState } from '../../../contract/index.ts'
import { ViewLink } from '../navigation/ViewLink.tsx'
import { BackfillDialog } from '../runs/BackfillDialog.tsx'
import { Button } from '../shared/Button.tsx'
import { ConfirmDialog } from '../shared/ConfirmDialog.tsx'
import { PauseDialog } from './PauseDialog.tsx'
import type { ScheduleActions } from './useScheduleActions.ts'

export interface ActionButtonsProps {
  schedule: ExportSchedule
  actions: ScheduleActions
}

type Asking = 'PAUSE' | 'BACKFILL' | 'DELETE' | null

export function ActionButtons({ schedule, actions }: ActionButtonsProps) {
  const [asking, setAsking] = useState<Asking>(null)
  const { id, name, state, content } = schedule
  const close = () => setAsking(null)
  const isPaused = state === ScheduleState.PAUSED
  return (
    <div className="actions">
      <Button kind="primary" isIdle={actions.isBusy} onClick={actions.trigger}>
        Run now
      </Button>
      {state === ScheduleState.ENDED ? null : (
        // One button: whoever paused it has the focus on what resumes it.
        <Button
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
      {asking === 'PAUSE' ? (
        <PauseDialog
          name={name}
          onClose={close}
          onPause={(note) => {
            close()
            actions.pause(note)
          }}
        />
      ) : null}
      {asking === 'BACKFILL' ? <BackfillDialog schedule={schedule} onClose={close} /> : null}
      {asking === 'DELETE' ? (
        <ConfirmDialog
          title={`Delete “${name}”?`}
          keepWords="Keep it"
          doWords="Delete schedule"
          onClose={close}
          onConfirm={() => {
            close()
            actions.remove()
          }}
        >
          It is no longer due. Files that it made stay in your exports. This can’t be undone.
        </ConfirmDialog>
      ) : null}
    </div>
  )
}
