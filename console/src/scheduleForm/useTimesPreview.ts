/** When the schedule would be due. */
import type { SchedulePreview, ScheduleTiming } from '../../../contract/index.ts'
import { schedulesApi } from '../api/schedulesApi.ts'
import { type LiveAnswer, useLiveAnswer } from '../shared/useLiveAnswer.ts'

export type LivePreview = LiveAnswer<SchedulePreview>

export function useTimesPreview(timing: ScheduleTiming): LivePreview {
  return useLiveAnswer('schedule-preview', timing, (asked, signal) =>
    schedulesApi.preview(asked, signal),
  )
}
