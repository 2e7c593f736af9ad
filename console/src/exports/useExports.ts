/** The requester's exports, newest first, page by page. */
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ExportStatus } from '../../../contract/index.ts'
import { api } from '../api/api.ts'
import { asProblem } from '../api/problem.ts'
import { listKey } from './exportsCache.ts'

/** `status` null for all. */
export function useExports(status: ExportStatus | null) {
  const query = useInfiniteQuery({
    queryKey: listKey(status),
    queryFn: ({ pageParam, signal }) => api.list({ status, after: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  return {
    jobs: query.data?.pages.flatMap(({ jobs }) => jobs) ?? [],
    problem: asProblem(query.error),
    isLoading: query.isPending,
    hasMore: query.hasNextPage,
    hasShownMore: (query.data?.pages.length ?? 0) > 1,
    isLoadingMore: query.isFetchingNextPage,
    showMore: () => void query.fetchNextPage(),
    reload: () => void query.refetch(),
  }
}
