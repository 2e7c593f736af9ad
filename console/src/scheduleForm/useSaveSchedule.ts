/** Creates a schedule, or replaces what one was asked for. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SavedSchedule, ScheduleRequest } from '../../../contract/index.ts'
import { asProblem } from '../api/problem.ts'
import { schedulesApi } from '../api/schedulesApi.ts'
import { replaceSchedule, SCHEDULES } from '../schedules/schedulesCache.ts'
import { useAnnounce } from '../shared/Announcer.tsx'
import { forgetScheduleDraft } from './scheduleDraft.ts'

/** `scheduleId` null for a new one. */
export function useSaveSchedule(
  scheduleId: string | null,
  onSaved: (saved: SavedSchedule) => void,
) {
  const client = useQueryClient()
  const announce = useAnnounce()
  const mutation = useMutation({
    mutationFn: (asked: ScheduleRequest) =>
      scheduleId === null ? schedulesApi.create(asked) : schedulesApi.update(scheduleId, asked),
    onSuccess: (saved) => {
      const { schedule, webhookSecret } = saved
      replaceSchedule(client, schedule)
      void client.invalidateQueries({ queryKey: SCHEDULES })
      const secret = webhookSecret === null ? '' : ' The secret of its webhook is shown only now.'
      announce(`“${schedule.name}” is ${scheduleId === null ? 'created' : 'saved'}.${secret}`)
      onSaved(saved)
      // Not before: the form is still seen, and would keep itself again.
      forgetScheduleDraft()
    },
  })
  return {
    save: (asked: ScheduleRequest) => mutation.mutate(asked),
    /** The form has changed: what came of saving it is not about this one. */
    forget: () => {
      // What is still to come must be told.
      if (!mutation.isPending) mutation.reset()
    },
    isPending: mutation.isPending,
    problem: asProblem(mutation.error),
  }
}
