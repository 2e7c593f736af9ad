/** What can be done to a schedule at once: resume, run now, delete, and a new secret for its webhook. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ExportSchedule } from '../../../contract/index.ts'
import { schedulesApi } from '../api/schedulesApi.ts'
import { latestProblem } from '../exports/latestProblem.ts'
import { useAnnounce } from '../shared/Announcer.tsx'
import { removeSchedule, replaceSchedule, SCHEDULES } from './schedulesCache.ts'

export interface ScheduleActionsOptions {
  onTriggered: () => void
  onRemoved: () => void
  onSecret: (secret: string) => void
}

export function useScheduleActions(schedule: ExportSchedule, options: ScheduleActionsOptions) {
  const { id, name } = schedule
  const { onTriggered, onRemoved, onSecret } = options
  const client = useQueryClient()
  const announce = useAnnounce()
  // Often what another tab did is the reason: then other things can be done now.
  const onError = () => void client.invalidateQueries({ queryKey: SCHEDULES })
  const onChanged = (words: string) => (changed: ExportSchedule) => {
    replaceSchedule(client, changed)
    announce(words)
  }
  const resume = useMutation({
    mutationFn: () => schedulesApi.resume(id),
    onSuccess: onChanged(`“${name}” goes on.`),
    onError,
  })
  const trigger = useMutation({
    mutationFn: () => schedulesApi.trigger(id),
    onSuccess: (changed) => {
      onChanged(`“${name}” runs now. The file appears in the history.`)(changed)
      onTriggered()
    },
    onError,
  })
  const remove = useMutation({
    mutationFn: () => schedulesApi.remove(id),
    onSuccess: () => {
      removeSchedule(client, id)
      announce(`“${name}” is deleted.`)
      onRemoved()
    },
    onError,
  })
  const renewSecret = useMutation({
    mutationFn: () => schedulesApi.renewSecret(id),
    onSuccess: onSecret,
    onError,
  })
  return {
    resume: () => resume.mutate(),
    trigger: () => trigger.mutate(),
    remove: () => remove.mutate(),
    renewSecret: () => renewSecret.mutate(),
    isBusy: [resume, trigger, remove, renewSecret].some(({ isPending }) => isPending),
    problem: latestProblem([resume, trigger, remove, renewSecret]),
  }
}

export type ScheduleActions = ReturnType<typeof useScheduleActions>
