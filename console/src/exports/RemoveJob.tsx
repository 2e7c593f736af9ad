/** Removes a job, after asking whether it shall really be. */
import { useState } from 'react'
import type { RequestedExport } from '../../../contract/index.ts'
import { ConfirmDialog } from '../shared/ConfirmDialog.tsx'
import { JobButton } from './JobButton.tsx'

export interface RemoveJobProps {
  job: RequestedExport
  isRemoving: boolean
  onRemove: () => void
}

export function RemoveJob({ job, isRemoving, onRemove }: RemoveJobProps) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      <JobButton
        words="Remove"
        title={job.title}
        kind="quiet"
        isBusy={isRemoving}
        onClick={() => setIsAsking(true)}
      />
      {isAsking ? (
        <ConfirmDialog
          title={`Remove “${job.title}”?`}
          keepWords="Keep it"
          doWords="Remove export"
          onClose={() => setIsAsking(false)}
          onConfirm={() => {
            setIsAsking(false)
            onRemove()
          }}
        >
          {job.file !== null && !job.file.isExpired
            ? 'The export leaves your list and its file is deleted. This can’t be undone.'
            : 'The export leaves your list. This can’t be undone.'}
        </ConfirmDialog>
      ) : null}
    </>
  )
}
