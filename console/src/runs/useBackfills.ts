/** The backfills of a schedule, looked at anew while one goes on; and the start of another. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BackfillSpan } from '../../../contract/index.ts'
import { asProblem } from '../api/problem.ts'
import { schedulesApi } from '../api/schedulesApi.ts'
import { backfillsKey, runsKey } from '../schedules/schedulesCache.ts'
import { LOOK_EVERY_MS } from '../schedules/useSchedules.ts'
import { againAfter } from '../session/queryClient.ts'
import { useAnnounce } from '../shared/Announcer.tsx'
import { backfillWords } from './backfillWords.ts'

export function useBackfills(scheduleId: string) {
  const query = useQuery({
    queryKey: backfillsKey(scheduleId),
    queryFn: ({ signal }) => schedulesApi.backfills(scheduleId, signal),
    refetchInterval: ({ state: { data, error } }) =>
      data?.some(({ endedAt }) => endedAt === null) ? LOOK_EVERY_MS : againAfter(error),
  })
  return {
    backfills: query.data ?? [],
    problem: asProblem(query.error),
    reload: () => void query.refetch(),
  }
}

export function useStartBackfill(scheduleId: string, onStarted: () => void) {
  const client = useQueryClient()
  const announce = useAnnounce()
  const mutation = useMutation({
    mutationFn: (span: BackfillSpan) => schedulesApi.backfill(scheduleId, span),
    onSuccess: (backfill) => {
      announce(`The backfill has begun: ${backfillWords(backfill)}.`)
      void client.invalidateQueries({ queryKey: backfillsKey(scheduleId) })
      void client.invalidateQueries({ queryKey: runsKey(scheduleId) })
      onStarted()
    },
  })
  return {
    start: (span: BackfillSpan) => mutation.mutate(span),
    forget: () => {
      if (!mutation.isPending) mutation.reset()
    },
    isPending: mutation.isPending,
    problem: asProblem(mutation.error),
  }
}
