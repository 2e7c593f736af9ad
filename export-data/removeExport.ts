/** Takes a job of the requester's own from their list, and its file from the store. */
import { ExportStatus } from '../contract/index.ts'
import { AccessAction } from '../stores/index.ts'
import { accessOf } from './access.ts'
import type { Caller } from './caller.ts'
import type { ExportDataDependencies } from './dependencies.ts'
import { asRequested, unknownJob, wrongStatus } from './ownJobs.ts'
import { activeRequester } from './resolveAsked.ts'

export async function removeExport(
  { requesters, requests, files, objects }: ExportDataDependencies,
  caller: Caller,
  exportId: string,
): Promise<void> {
  const { id: createdById } = activeRequester(await requesters.find(caller.userId))
  const access = { ...accessOf(caller, AccessAction.REMOVE, exportId), userId: createdById }
  const record = await requests.remove({ exportId, createdById, access })
  if (!record) throw unknownJob()
  if (record.status === ExportStatus.PENDING) {
    throw wrongStatus(asRequested(record), 'Cancel it first.')
  }
  // The record goes first: a file that is gone must not be offered. Asking again goes on here.
  if (record.objectKey === null) return
  await files.release(record.id, (key) => objects.remove([key]))
}
