/** A schedule's record: for whom, and what; and the timing that its owner last asked for. */
import type { ExportRequest, ScheduleContent, ScheduleRule } from '../../contract/index.ts'

export interface ScheduleRecord {
  id: string
  /** Whose permissions each run has. */
  ownerId: string
  name: string
  request: ExportRequest
  content: ScheduleContent
  fullEvery: number | null
  rule: ScheduleRule
  timeZone: string
  startAt: Date | null
  endAt: Date | null
  runs: number | null
  /** Users who are told besides the owner. */
  recipientIds: string[]
  webhookUrl: string | null
  /** `whsec_` and base64; null without webhook. */
  webhookSecret: string | null
  /** Raised by each change of what Temporal is told. */
  revision: number
  /** The last one that Temporal was told; 0 for none. */
  syncedRevision: number
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
  /** That nothing of it is left to be due; until its owner changes it. */
  endedAt: Date | null
  /**
   * Why it was paused by us, so that it is paused again where Temporal has lost it. Whether it is paused
   * Temporal alone knows.
   */
  pauseNote: string | null
  /** When it last paused itself; its runs before that are judged no more. */
  selfPausedAt: Date | null
}
