/** What can be done to a job: cancel, retry, remove. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ExportStatus, type RequestedExport } from '../../../contract/index.ts'
import { api } from '../api/api.ts'
import { asProblem } from '../api/problem.ts'
import { useAnnounce } from '../shared/Announcer.tsx'
import { removeJob, replaceJob } from './exportsCache.ts'

export function useJobActions(job: RequestedExport, onRemoved: () => void) {
  const client = useQueryClient()
  const announce = useAnnounce()
  const cancel = useMutation({
    mutationFn: () => api.cancel(job.id),
    onSuccess: (changed) => {
      replaceJob(client, changed)
      if (changed.status === ExportStatus.PENDING) announce(`“${job.title}” is being cancelled.`)
    },
  })
  const retry = useMutation({
    mutationFn: () => api.retry(job.id),
    onSuccess: (changed) => {
      cancel.reset()
      replaceJob(client, changed)
      announce(`“${job.title}” is tried again.`)
    },
  })
  const remove = useMutation({
    mutationFn: () => api.remove(job.id),
    onSuccess: () => {
      removeJob(client, job.id)
      announce(`“${job.title}” is removed.`)
      onRemoved()
    },
  })
  return {
    cancel: () => cancel.mutate(),
    /** Asked for, but running steps still stop. */
    isCancelling: cancel.isPending || cancel.isSuccess,
    retry: () => retry.mutate(),
    isRetrying: retry.isPending,
    remove: () => remove.mutate(),
    isRemoving: remove.isPending,
    problem: asProblem(cancel.error ?? retry.error ?? remove.error),
  }
}
