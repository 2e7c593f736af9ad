/** What can be done to one job, in its status. */
import { ExportStatus, type RequestedExport } from '../../../contract/index.ts'
import { JobButton } from './JobButton.tsx'
import { RemoveJob } from './RemoveJob.tsx'
import type { useJobActions } from './useJobActions.ts'

export interface JobActionsProps {
  job: RequestedExport
  actions: ReturnType<typeof useJobActions>
  canBeTemplate: boolean
  onUseAsTemplate: () => void
  /** Something was done whose button is about to go: the focus needs another place. */
  onDone: () => void
}

export function JobActions(props: JobActionsProps) {
  const { job, actions, canBeTemplate, onUseAsTemplate, onDone } = props
  const { title, file } = job
  const isExpired = file?.isExpired ?? false
  const canRetry = job.status === ExportStatus.FAILED || job.status === ExportStatus.CANCELLED
  const thenMoveOn = (action: () => void) => () => {
    action()
    onDone()
  }
  return (
    <div className="actions">
      {file && !isExpired ? (
        <JobButton
          words="Download"
          title={title}
          kind="primary"
          isBusy={actions.isDownloading}
          onClick={actions.download}
        />
      ) : null}
      {job.status === ExportStatus.PENDING ? (
        <Cancel
          title={title}
          isCancelling={actions.isCancelling}
          onCancel={thenMoveOn(actions.cancel)}
        />
      ) : null}
      {canRetry ? (
        <JobButton
          words="Retry"
          title={title}
          isBusy={actions.isRetrying}
          onClick={thenMoveOn(actions.retry)}
        />
      ) : null}
      {canBeTemplate ? (
        <JobButton
          words={isExpired ? 'Ask again' : 'Use as template'}
          title={title}
          kind={isExpired ? 'primary' : ''}
          onClick={onUseAsTemplate}
        />
      ) : null}
      {job.status === ExportStatus.PENDING ? null : (
        <RemoveJob job={job} isRemoving={actions.isRemoving} onRemove={actions.remove} />
      )}
    </div>
  )
}

interface CancelProps {
  title: string
  isCancelling: boolean
  onCancel: () => void
}

function Cancel({ title, isCancelling, onCancel }: CancelProps) {
  if (isCancelling) return <span className="muted">Cancelling…</span>
  return <JobButton words="Cancel" title={title} onClick={onCancel} />
}
