/** The buttons of one job. Each is named with the job's title, since all jobs have the same ones. */
import { useState } from 'react'
import { ExportStatus, type RequestedExport } from '../../../contract/index.ts'
import { RemoveDialog } from './RemoveDialog.tsx'
import type { useDownload } from './useDownload.ts'
import type { useJobActions } from './useJobActions.ts'

export interface JobActionsProps {
  job: RequestedExport
  actions: ReturnType<typeof useJobActions>
  download: ReturnType<typeof useDownload>
  canBeTemplate: boolean
  onUseAsTemplate: () => void
  /** Something was done whose button is about to go: the focus needs another place. */
  onDone: () => void
}

export function JobActions(props: JobActionsProps) {
  const { job, actions, download, canBeTemplate, onUseAsTemplate, onDone } = props
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
          isBusy={download.isPending}
          onClick={() => download.start(job.id)}
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
      {job.status === ExportStatus.PENDING ? null : <Remove job={job} actions={actions} />}
    </div>
  )
}

interface JobButtonProps {
  words: string
  /** The job's. */
  title: string
  kind?: 'primary' | 'quiet' | ''
  isBusy?: boolean
  onClick: () => void
}

function JobButton({ words, title, kind = '', isBusy = false, onClick }: JobButtonProps) {
  return (
    <button
      type="button"
      className={`button ${kind}`.trim()}
      aria-label={`${words} ${title}`}
      disabled={isBusy}
      onClick={onClick}
    >
      {words}
    </button>
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

function Remove({ job, actions }: Pick<JobActionsProps, 'job' | 'actions'>) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      <JobButton
        words="Remove"
        title={job.title}
        kind="quiet"
        isBusy={actions.isRemoving}
        onClick={() => setIsAsking(true)}
      />
      {isAsking ? (
        <RemoveDialog
          title={job.title}
          hasFile={job.file !== null && !job.file.isExpired}
          onClose={() => setIsAsking(false)}
          onRemove={() => {
            setIsAsking(false)
            actions.remove()
          }}
        />
      ) : null}
    </>
  )
}
