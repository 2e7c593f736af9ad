/** What the request would come to, asked for when nothing has changed for a moment. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ExportEstimate, ExportRequest } from '../../../contract/index.ts'
import { api } from '../api/api.ts'
import { asProblem, type Problem } from '../api/problem.ts'
import { useDebounced } from '../shared/useDebounced.ts'

const DELAY_MS = 400

export interface LiveEstimate {
  /** Of the request before, while `isStale`; null where there is none. */
  estimate: ExportEstimate | null
  problem: Problem | null
  isStale: boolean
}

export function useEstimate(request: ExportRequest): LiveEstimate {
  const asked = JSON.stringify(request)
  const settled = useDebounced(asked, DELAY_MS)
  const query = useQuery({
    queryKey: ['estimate', settled],
    queryFn: ({ signal }) => api.estimate(JSON.parse(settled) as ExportRequest, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
  })
  const problem = asProblem(query.error)
  return {
    estimate: problem ? null : (query.data ?? null),
    problem,
    isStale: asked !== settled || query.isPlaceholderData || query.isFetching,
  }
}
