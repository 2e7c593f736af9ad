/** The lists of exports that the page holds, and how one job in them is replaced or taken out. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { ExportPage, RequestedExport } from '../../../contract/index.ts'

export const EXPORTS = ['exports'] as const

type Pages = InfiniteData<ExportPage, string | null>

/** Puts the job where it is listed, and nowhere else. */
export function replaceJob(client: QueryClient, job: RequestedExport): void {
  changeJobs(client, (jobs) => jobs.map((each) => (each.id === job.id ? job : each)))
}

export function removeJob(client: QueryClient, exportId: string): void {
  changeJobs(client, (jobs) => jobs.filter(({ id }) => id !== exportId))
}

function changeJobs(
  client: QueryClient,
  change: (jobs: RequestedExport[]) => RequestedExport[],
): void {
  client.setQueriesData<Pages>({ queryKey: EXPORTS }, (data) =>
    data
      ? { ...data, pages: data.pages.map((page) => ({ ...page, jobs: change(page.jobs) })) }
      : data,
  )
}
