/** The requester's schedules, newest first, page by page; and one of them. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ScheduleState } from '../../../contract/index.ts'
import { asProblem } from '../api/problem.ts'
import { schedulesApi } from '../api/schedulesApi.ts'
import { againAfter } from '../session/queryClient.ts'
import { SCHEDULE_LIST, scheduleKey } from './schedulesCache.ts'
import { untilDue } from './untilDue.ts'

/** How long a schedule stays so does not depend on people. */
const PASSING: ReadonlySet<ScheduleState> = new Set([ScheduleState.STARTING, ScheduleState.UNKNOWN])

/** While something is under way. */
export const LOOK_EVERY_MS = 5_000

export function useSchedules({ isEnabled = true }: { isEnabled?: boolean } = {}) {
  const query = useInfiniteQuery({
    queryKey: SCHEDULE_LIST,
    queryFn: ({ pageParam, signal }) => schedulesApi.list({ after: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: isEnabled,
    refetchInterval: ({ state: { data, error } }) => {
      const listed = data?.pages.flatMap(({ schedules }) => schedules) ?? []
      const nextTimes = listed.map(({ nextTimes: [next] }) => next)
      return againAfter(error) || untilDue(nextTimes, Date.now())
    },
  })
  return {
    schedules: query.data?.pages.flatMap(({ schedules }) => schedules) ?? [],
    problem: asProblem(query.error),
    isLoading: query.isPending,
    hasMore: query.hasNextPage,
    hasShownMore: (query.data?.pages.length ?? 0) > 1,
    isLoadingMore: query.isFetchingNextPage,
    showMore: () => void query.fetchNextPage(),
    reload: () => void query.refetch(),
  }
}

/** `scheduleId` null for none. */
export function useSchedule(scheduleId: string | null) {
  const [openedAt] = useState(() => Date.now())
  const query = useQuery({
    queryKey: scheduleKey(scheduleId ?? ''),
    queryFn: ({ signal }) => schedulesApi.get(scheduleId ?? '', signal),
    enabled: scheduleId !== null,
    refetchInterval: ({ state: { data, error } }) =>
      data && PASSING.has(data.state)
        ? LOOK_EVERY_MS
        : againAfter(error) || untilDue(data?.nextTimes.slice(0, 1) ?? [], Date.now()),
  })
  return {
    schedule: query.data ?? null,
    /** Whether it was asked for since this was opened: it may have been known before. */
    isFresh: query.dataUpdatedAt >= openedAt,
    problem: asProblem(query.error),
    reload: () => void query.refetch(),
  }
}
