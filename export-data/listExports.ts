/** A requester's own jobs, page by page. */
import type { ExportListQuery, ExportPage } from '../contract/index.ts'
import type { Caller } from './caller.ts'
import type { ExportDataDependencies } from './dependencies.ts'
import { page } from './paging.ts'
import { requestedExport } from './requestedExport.ts'
import { activeRequester } from './resolveAsked.ts'

/** @throws ExportFailure INVALID_REQUEST for a cursor or a limit that is none. */
export async function listExports(
  { requesters, requests }: Pick<ExportDataDependencies, 'requesters' | 'requests'>,
  { userId }: Caller,
  { type, status, fileType, ...query }: ExportListQuery,
): Promise<ExportPage> {
  const requester = activeRequester(await requesters.find(userId))
  const { items, next } = await page(
    query,
    ({ limit, after }) =>
      requests.list({
        createdById: requester.id,
        ...(type ? { type } : {}),
        ...(status ? { status } : {}),
        ...(fileType ? { fileType } : {}),
        ...(after ? { after: { place: after.at, id: after.id } } : {}),
        limit,
      }),
    ({ place: at, id }) => ({ at, id }),
  )
  return { jobs: items.flatMap((record) => requestedExport(record) ?? []), next }
}
