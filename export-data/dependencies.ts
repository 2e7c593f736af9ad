/** What the entry is made from. */
import type { Knex } from 'knex'
import type { Timetable } from '../scheduling/index.ts'
import type {
  AccessLog,
  Backfills,
  ExportFiles,
  ExportJobs,
  ExportRequests,
  ExportSchedules,
  JobKey,
  ObjectStore,
  Outbox,
  Recipients,
  ReuseIndex,
  ScheduleRuns,
} from '../stores/index.ts'
import type { EstimateDependencies } from './estimateExport.ts'
import type { ExportRuns } from './exportRuns.ts'

export interface ExportDataDependencies extends EstimateDependencies {
  /** The primary; rows are counted in it. */
  database: Knex
  jobs: ExportJobs
  requests: ExportRequests
  files: ExportFiles
  outbox: Outbox
  accessLog: AccessLog
  objects: ObjectStore
  /** Where files are found that a request may be answered with. */
  reuse: ReuseIndex
  /** Hours for which a file is kept that a request is answered with; 0 is for ever. */
  retentionHours: number
  /** What `fileUrl` on the record of such a job says. */
  fileUrlOf(exportId: string, objectKey: string): string
  runs: ExportRuns
  /** Sends a TABLE_EXPORT message to the queue of the bridge. */
  sendMessage(body: string): Promise<void>
  /** Told of a message that could not be sent at once; the bridge's relay sends it. */
  onUnsent(key: JobKey, error: unknown): void
  /** Most jobs that one requester may have PENDING. */
  maxOpenJobs: number
  /** How long a download link works. */
  linkSeconds: number
  schedules: ExportSchedules
  scheduleRuns: ScheduleRuns
  backfills: Backfills
  recipients: Recipients
  timetable: Timetable
  /** Most schedules that one user may have. */
  maxSchedules: number
  /** How long before its own time the window of an export of changes ends, in seconds. */
  settleSeconds: number
}
