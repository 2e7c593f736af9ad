/** What the API says of a form as it stands, asked for when nothing has changed for a moment. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { asProblem, type Problem } from '../api/problem.ts'
import { useDebounced } from './useDebounced.ts'

const DELAY_MS = 400

export interface LiveAnswer<Answer> {
  /** To what was asked before, while `isStale`; null where there is none. */
  answer: Answer | null
  problem: Problem | null
  isStale: boolean
}

/** `name` tells its answers from those to other questions; `asked` is plain JSON. */
export function useLiveAnswer<Asked, Answer>(
  name: string,
  asked: Asked,
  ask: (asked: Asked, signal: AbortSignal) => Promise<Answer>,
): LiveAnswer<Answer> {
  const current = JSON.stringify(asked)
  const settled = useDebounced(current, DELAY_MS)
  const query = useQuery({
    queryKey: [name, settled],
    queryFn: ({ signal }) => ask(JSON.parse(settled) as Asked, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
  })
  const problem = asProblem(query.error)
  return {
    answer: problem ? null : (query.data ?? null),
    problem,
    isStale: current !== settled || query.isPlaceholderData || query.isFetching,
  }
}
