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
  const [isRemoving, setIsRemoving] = useState(false)
  const { status, title, file } = job
  const isOpen = status === ExportStatus.PENDING
  const isExpired = file?.isExpired ?? false
  const canRetry = status === ExportStatus.FAILED || status === ExportStatus.CANCELLED
  const button = (words: string, onClick: () => void, kind = '', isBusy = false) => (
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
  const thenMoveOn = (action: () => void) => () => {
    action()
    onDone()
  }
  return (
    <div className="actions">
      {file && !isExpired
        ? button('Download', () => download.start(job.id), 'primary', download.isPending)
        : null}
      {isOpen && !actions.isCancelling ? button('Cancel', thenMoveOn(actions.cancel)) : null}
      {isOpen && actions.isCancelling ? <span className="muted">Cancelling…</span> : null}
      {canRetry ? button('Retry', thenMoveOn(actions.retry), '', actions.isRetrying) : null}
      {canBeTemplate
        ? button(
            isExpired ? 'Ask again' : 'Use as template',
            onUseAsTemplate,
            isExpired ? 'primary' : '',
          )
        : null}
      {isOpen ? null : button('Remove', () => setIsRemoving(true), 'quiet', actions.isRemoving)}
      {isRemoving ? (
        <RemoveDialog
          title={title}
          hasFile={file !== null && !isExpired}
          onClose={() => setIsRemoving(false)}
          onRemove={() => {
            setIsRemoving(false)
            actions.remove()
          }}
        />
      ) : null}
    </div>
  )
}
