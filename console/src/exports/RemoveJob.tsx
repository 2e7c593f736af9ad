/** Removes a job, after asking whether it shall really be. */
import { useState } from 'react'
import type { RequestedExport } from '../../../contract/index.ts'
import { JobButton } from './JobButton.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'

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
        <RemoveDialog
          title={job.title}
          hasFile={job.file !== null && !job.file.isExpired}
          onClose={() => setIsAsking(false)}
          onRemove={() => {
            setIsAsking(false)
            onRemove()
          }}
        />
      ) : null}
    </>
  )
}
