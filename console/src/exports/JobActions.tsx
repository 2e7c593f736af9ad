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
  const retryAndMoveOn = () => {
    actions.retry()
    onDone()
  }
  return (
    <div className="actions">
      {file && !file.isExpired ? (
        <JobButton
          words="Download"
          title={title}
          kind="primary"
          isBusy={actions.isDownloading}
          onClick={actions.download}
        />
      ) : null}
      {job.status === ExportStatus.PENDING ? (
        <Cancel title={title} actions={actions} onDone={onDone} />
      ) : null}
      {job.isRetriable ? (
        <JobButton
          words="Retry"
          title={title}
          isBusy={actions.isRetrying}
          onClick={retryAndMoveOn}
        />
      ) : null}
      {canBeTemplate ? <UseAsTemplate job={job} onClick={onUseAsTemplate} /> : null}
      {job.status === ExportStatus.PENDING ? null : (
        <RemoveJob job={job} isRemoving={actions.isRemoving} onRemove={actions.remove} />
      )}
    </div>
  )
}

/** Of a job without its file any more it is what one came for. */
function UseAsTemplate({ job, onClick }: { job: RequestedExport; onClick: () => void }) {
  const isExpired = job.file?.isExpired ?? false
  return (
    <JobButton
      words={isExpired ? 'Ask again' : 'Use as template'}
      title={job.title}
      kind={isExpired ? 'primary' : ''}
      onClick={onClick}
    />
  )
}

interface CancelProps extends Pick<JobActionsProps, 'actions' | 'onDone'> {
  title: string
}

function Cancel({ title, actions: { isCancelling, cancel }, onDone }: CancelProps) {
  if (isCancelling) return <span className="muted">Cancelling…</span>
  const cancelAndMoveOn = () => {
    cancel()
    onDone()
  }
  return <JobButton words="Cancel" title={title} onClick={cancelAndMoveOn} />
}
