/** The lists of exports that the page holds, and how one job in them is replaced or taken out. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { ExportPage, ExportStatus, RequestedExport } from '../../../contract/index.ts'

export const EXPORTS = ['exports'] as const

/** `status` null for the list of all. */
export function listKey(status: ExportStatus | null) {
  return [...EXPORTS, status] as const
}

type Pages = InfiniteData<ExportPage, string | null>

/** Puts the job where it is listed, and nowhere else; a list of another status loses it. */
export function replaceJob(client: QueryClient, job: RequestedExport): void {
  changeJobs(client, (jobs, belongs) =>
    jobs.map((each) => (each.id === job.id ? job : each)).filter(belongs),
  )
}

export function removeJob(client: QueryClient, exportId: string): void {
  changeJobs(client, (jobs) => jobs.filter(({ id }) => id !== exportId))
}

type Change = (
  jobs: RequestedExport[],
  belongs: (job: RequestedExport) => boolean,
) => RequestedExport[]

function changeJobs(client: QueryClient, change: Change): void {
  for (const [queryKey, data] of client.getQueriesData<Pages>({ queryKey: EXPORTS })) {
    const [, listed] = queryKey
    const belongs = ({ status }: RequestedExport) => listed === null || listed === status
    const pages = data?.pages.map((page) => ({ ...page, jobs: change(page.jobs, belongs) }))
    if (data && pages) client.setQueryData<Pages>(queryKey, { ...data, pages })
  }
}
