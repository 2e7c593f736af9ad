/** Creates a schedule, or replaces what one was asked for. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FailureCode, type SavedSchedule, type ScheduleRequest } from '../../../contract/index.ts'
import { asProblem } from '../api/problem.ts'
import { schedulesApi } from '../api/schedulesApi.ts'
import { replaceSchedule, SCHEDULES } from '../schedules/schedulesCache.ts'
import { useAnnounce } from '../shared/Announcer.tsx'
import { forgetScheduleDraft } from './scheduleDraft.ts'

export interface SaveOptions {
  userId: string
  /** Null for a new one. */
  scheduleId: string | null
  onSaved: (saved: SavedSchedule) => void
}

interface Saving {
  asked: ScheduleRequest
  /** Of the schedule that it replaces; null for whichever there is. */
  revision: number | null
}

export function useSaveSchedule({ userId, scheduleId, onSaved }: SaveOptions) {
  const client = useQueryClient()
  const announce = useAnnounce()
  const mutation = useMutation({
    mutationFn: ({ asked, revision }: Saving) =>
      scheduleId === null
        ? schedulesApi.create(asked)
        : schedulesApi.update(scheduleId, asked, revision),
    onSuccess: (saved) => {
      const { schedule, webhookSecret } = saved
      replaceSchedule(client, schedule)
      void client.invalidateQueries({ queryKey: SCHEDULES })
      const secret = webhookSecret === null ? '' : ' The secret of its webhook is shown only now.'
      announce(`“${schedule.name}” is ${scheduleId === null ? 'created' : 'saved'}.${secret}`)
      onSaved(saved)
      // Not before: the form is still seen, and would keep itself again.
      forgetScheduleDraft(userId, scheduleId)
    },
  })
  const problem = asProblem(mutation.error)
  return {
    save: (saving: Saving) => mutation.mutate(saving),
    /** The form has changed: what came of saving it is not about this one. */
    forget: () => {
      // What is still to come must be told.
      if (!mutation.isPending) mutation.reset()
    },
    isPending: mutation.isPending,
    problem,
    /** Somebody else has changed it since the form was opened. */
    isOutdated: problem?.code === FailureCode.SCHEDULE_CHANGED,
  }
}
