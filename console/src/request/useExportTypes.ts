/** What the requester may export; asked for once. */
import { useQuery } from '@tanstack/react-query'
import { api } from '../api/api.ts'
import { asProblem } from '../api/problem.ts'

export function useExportTypes() {
  const query = useQuery({
    queryKey: ['export-types'],
    queryFn: ({ signal }) => api.exportTypes(signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return {
    /** Undefined as long as they are unknown. */
    types: query.data,
    problem: asProblem(query.error),
    retry: () => void query.refetch(),
  }
}

export type ExportTypes = ReturnType<typeof useExportTypes>
