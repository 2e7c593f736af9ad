/** Values of a filter whose names contain what is searched for. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ExportRequestType } from '../../../contract/index.ts'
import { api } from '../api/api.ts'
import { asProblem } from '../api/problem.ts'
import { useDebounced } from '../shared/useDebounced.ts'

const DELAY_MS = 250

export function useChoices(type: ExportRequestType, filter: string, search: string) {
  const settled = useDebounced(search.trim(), DELAY_MS)
  const query = useQuery({
    queryKey: ['choices', type, filter, settled],
    queryFn: ({ signal }) => api.choices(type, filter, settled, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  return { found: query.data ?? [], problem: asProblem(query.error), isPending: query.isPending }
}
