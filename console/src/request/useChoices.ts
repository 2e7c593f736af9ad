/** Values of a filter whose names contain what is searched for. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ExportRequestType, FilterChoice } from '../../../contract/index.ts'
import { api } from '../api/api.ts'
import { asProblem } from '../api/problem.ts'
import { useDebounced } from '../shared/useDebounced.ts'

const DELAY_MS = 250

export function useChoices(type: ExportRequestType, filter: string, search: string) {
  const settled = useDebounced(search.trim(), DELAY_MS)
  const client = useQueryClient()
  const queryKey = ['choices', type, filter] as const
  const query = useQuery({
    queryKey: [...queryKey, settled],
    queryFn: ({ signal }) => api.choices(type, filter, settled, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    // Names that were found once are known from then on, also for a template.
    gcTime: Number.POSITIVE_INFINITY,
  })
  const known = client
    .getQueriesData<FilterChoice[]>({ queryKey })
    .flatMap(([, found]) => found ?? [])
  return {
    found: query.data ?? [],
    /** The value itself as long as its name is unknown. */
    nameOf: (value: string) => known.find((choice) => choice.value === value)?.label ?? value,
    problem: asProblem(query.error),
    isPending: query.isPending,
  }
}
