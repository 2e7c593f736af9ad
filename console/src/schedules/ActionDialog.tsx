/** What is asked before something is done to a schedule. */
import { assertNever, type ExportSchedule } from '../../../contract/index.ts'
import { BackfillDialog } from '../runs/BackfillDialog.tsx'
import { ConfirmDialog } from '../shared/ConfirmDialog.tsx'
import { PauseDialog } from './PauseDialog.tsx'
import type { ScheduleActions } from './useScheduleActions.ts'

/** What is to be done; null while nothing is asked. */
export type Asking = 'PAUSE' | 'BACKFILL' | 'DELETE' | null

export interface ActionDialogProps {
  asking: Asking
  schedule: ExportSchedule
  actions: ScheduleActions
  onClose: () => void
}

export function ActionDialog({ asking, schedule, actions, onClose }: ActionDialogProps) {
  switch (asking) {
    case null:
      return null
    case 'PAUSE':
      return <PauseDialog schedule={schedule} onClose={onClose} />
    case 'BACKFILL':
      return <BackfillDialog schedule={schedule} onClose={onClose} />
    case 'DELETE':
      return (
        <ConfirmDialog
          title={`Delete “${schedule.name}”?`}
          keepWords="Keep it"
          doWords="Delete schedule"
          onClose={onClose}
          onConfirm={() => {
            onClose()
            actions.remove()
          }}
        >
          It is no longer due. Files that it made stay in your exports. This can’t be undone.
        </ConfirmDialog>
      )
    default:
      return assertNever(asking)
  }
}
