/** Takes a job of the requester's own from their list, and its file from the store. */
import { ExportStatus } from '../contract/index.ts'
import { AccessAction, exportPrefix } from '../stores/index.ts'
import { accessOf } from './access.ts'
import type { ExportDataDependencies } from './dependencies.ts'
import type { Caller } from './exportData.ts'
import { asRequested, unknownJob, wrongStatus } from './ownJobs.ts'
import { activeRequester } from './resolveAsked.ts'

export async function removeExport(
  { requesters, requests, objects }: ExportDataDependencies,
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
  const keys = new Set([record.objectKey, ...(await objects.list(exportPrefix(record.id)))])
  // Whoever was given the same file keeps it; whoever removes it last takes it along.
  if (await requests.isFileShared(record)) keys.delete(record.objectKey)
  await objects.remove([...keys])
  await requests.forgetFile(record.id)
}
