/** What came of each time a schedule was due, newest first; looked at anew while something is under way. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type ExportSchedule, RunOutcome, type ScheduledRun } from '../../../contract/index.ts'
import { asProblem } from '../api/problem.ts'
import { schedulesApi } from '../api/schedulesApi.ts'
import { runsKey, SCHEDULE_LIST, scheduleKey } from '../schedules/schedulesCache.ts'
import { LOOK_EVERY_MS } from '../schedules/useSchedules.ts'
import { againAfter } from '../session/queryClient.ts'
import { useAnnounce } from '../shared/Announcer.tsx'
import { endedWords } from './runWords.ts'
import { type AwaitedRun, endedRuns, isAwaited, isUnderWay } from './underWay.ts'

/** Longest that a run which was asked for is waited for, in milliseconds. */
const AWAITED_MS = 60_000
/** What comes of failures for the schedule, which may pause itself, is known so much later. */
const JUDGED_MS = 10_000

export function useRuns(scheduleId: string) {
  const [awaited, setAwaited] = useState<AwaitedRun | null>(null)
  const query = useInfiniteQuery({
    queryKey: runsKey(scheduleId),
    queryFn: ({ pageParam, signal }) => schedulesApi.runs(scheduleId, { after: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state: { data, error } }) => {
      const listed = data?.pages.flatMap(({ runs }) => runs) ?? []
      const goesOn = listed.some(isUnderWay) || isAwaited(awaited, listed, Date.now())
      return goesOn ? LOOK_EVERY_MS : againAfter(error)
    },
  })
  const runs = query.data?.pages.flatMap((page) => page.runs) ?? []
  return {
    runs,
    problem: asProblem(query.error),
    isLoading: query.isPending,
    hasMore: query.hasNextPage,
    hasShownMore: (query.data?.pages.length ?? 0) > 1,
    isLoadingMore: query.isFetchingNextPage,
    showMore: () => void query.fetchNextPage(),
    reload: () => void query.refetch(),
    /** A run was asked for, and begins in a moment. */
    awaitRun: () => {
      setAwaited({ after: runs[0]?.id ?? null, until: Date.now() + AWAITED_MS })
      void query.refetch()
    },
  }
}

export type Runs = ReturnType<typeof useRuns>

/** Says aloud when a run that was under way is over; then the schedule is asked for anew, too. */
export function useAnnounceRuns(runs: readonly ScheduledRun[], { id, name }: ExportSchedule): void {
  const client = useQueryClient()
  const announce = useAnnounce()
  const before = useRef<readonly ScheduledRun[]>([])
  useEffect(() => {
    const ended = endedRuns(before.current, runs)
    before.current = runs
    if (ended.length === 0) return
    announce(ended.map((run) => endedWords(run, name)).join(' '))
    const lookAnew = () => {
      void client.invalidateQueries({ queryKey: scheduleKey(id) })
      void client.invalidateQueries({ queryKey: SCHEDULE_LIST })
    }
    lookAnew()
    // Not taken back when this is left: then nothing is asked.
    if (ended.some(({ outcome }) => outcome === RunOutcome.FAILED)) setTimeout(lookAnew, JUDGED_MS)
  }, [runs, id, name, announce, client])
}
