/** When the schedule would be due, asked for when nothing has changed for a moment. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { SchedulePreview, ScheduleTiming } from '../../../contract/index.ts'
import { asProblem, type Problem } from '../api/problem.ts'
import { schedulesApi } from '../api/schedulesApi.ts'
import { useDebounced } from '../shared/useDebounced.ts'

const DELAY_MS = 400

export interface LivePreview {
  /** Of the timing before, while `isStale`; null where there is none. */
  preview: SchedulePreview | null
  problem: Problem | null
  isStale: boolean
}

export function useTimesPreview(timing: ScheduleTiming): LivePreview {
  const asked = JSON.stringify(timing)
  const settled = useDebounced(asked, DELAY_MS)
  const query = useQuery({
    queryKey: ['schedule-preview', settled],
    queryFn: ({ signal }) => schedulesApi.preview(JSON.parse(settled) as ScheduleTiming, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
  })
  const problem = asProblem(query.error)
  return {
    preview: problem ? null : (query.data ?? null),
    problem,
    isStale: asked !== settled || query.isPlaceholderData || query.isFetching,
  }
}
