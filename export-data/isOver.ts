/** Whether an attempt has ended, by its record. */
import { ExportStatus } from '../contract/index.ts'
import type { ExportRequests } from '../stores/index.ts'
import { reachDatabase } from './reachDatabase.ts'

/** True also of an attempt that another one followed, and of a job that was removed. */
export function isOver(requests: Pick<ExportRequests, 'find'>) {
  return async (exportId: string, attempt: number): Promise<boolean> => {
    const record = await reachDatabase(() => requests.find(exportId))
    return record?.attempt !== attempt || record.status !== ExportStatus.PENDING
  }
}
