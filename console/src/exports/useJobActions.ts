/** What can be done to a job: download, cancel, retry, remove. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ExportStatus, type RequestedExport } from '../../../contract/index.ts'
import { api } from '../api/api.ts'
import { useAnnounce } from '../shared/Announcer.tsx'
import { EXPORTS, removeJob, replaceJob } from './exportsCache.ts'
import { latestProblem } from './latestProblem.ts'
import { useDownload } from './useDownload.ts'

export function useJobActions(job: RequestedExport, onRemoved: () => void) {
  const client = useQueryClient()
  const announce = useAnnounce()
  // Often what another tab did is the reason: then other things can be done now.
  const onError = () => void client.invalidateQueries({ queryKey: EXPORTS })
  const download = useDownload({ onError })
  const cancel = useMutation({
    mutationFn: () => api.cancel(job.id),
    onSuccess: (changed) => {
      replaceJob(client, changed)
      if (changed.status === ExportStatus.PENDING) announce(`“${job.title}” is being cancelled.`)
    },
    onError,
  })
  const retry = useMutation({
    mutationFn: () => api.retry(job.id),
    onSuccess: (changed) => {
      replaceJob(client, changed)
      announce(`“${job.title}” is tried again.`)
    },
    onError,
  })
  const remove = useRemove(job, { onRemoved, onError })
  return {
    download: () => download.mutate(job.id),
    isDownloading: download.isPending,
    cancel: () => cancel.mutate(),
    /** Asked for, but running steps still stop. Another attempt may have begun elsewhere. */
    isCancelling: cancel.isPending || cancel.data?.attempt === job.attempt,
    retry: () => retry.mutate(),
    isRetrying: retry.isPending,
    remove: () => remove.mutate(),
    isRemoving: remove.isPending,
    problem: latestProblem([download, cancel, retry, remove]),
  }
}

function useRemove(
  job: RequestedExport,
  { onRemoved, onError }: { onRemoved: () => void; onError: () => void },
) {
  const client = useQueryClient()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: () => api.remove(job.id),
    onSuccess: () => {
      removeJob(client, job.id)
      announce(`“${job.title}” is removed.`)
      onRemoved()
    },
    onError,
  })
}
