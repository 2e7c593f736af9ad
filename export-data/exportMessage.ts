/** The message by which a recorded job starts. */
import { type ExportRequest, TABLE_EXPORT } from '../contract/index.ts'
import type { JobKey } from '../stores/index.ts'

/** Without filters and the like: the record has them, and a queue is no place for them. */
export function exportMessage(
  { exportId, attempt }: JobKey,
  { type, fileType }: ExportRequest,
  userId: string,
): string {
  return JSON.stringify({
    message: TABLE_EXPORT,
    data: { exportId, attempt, type, fileType, userId },
  })
}
