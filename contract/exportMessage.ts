/** The message by which a recorded job starts. */
import { TABLE_EXPORT } from './request.ts'

/** Without filters and the like: the record has them, and a queue is no place for them. */
export function exportMessage(
  { exportId, attempt }: { exportId: string; attempt: number },
  { type, fileType }: { type: string; fileType: string },
  userId: string,
): string {
  return JSON.stringify({
    message: TABLE_EXPORT,
    data: { exportId, attempt, type, fileType, userId },
  })
}
