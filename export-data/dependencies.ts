/** What the entry is made from. */
import type { Knex } from 'knex'
import type {
  AccessLog,
  ExportFiles,
  ExportJobs,
  ExportRequests,
  JobKey,
  ObjectStore,
  Outbox,
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
  runs: ExportRuns
  /** Sends a TABLE_EXPORT message to the queue of the bridge. */
  sendMessage(body: string): Promise<void>
  /** Told of a message that could not be sent at once; the bridge's relay sends it. */
  onUnsent(key: JobKey, error: unknown): void
  /** Most jobs that one requester may have PENDING. */
  maxOpenJobs: number
  /** How long a download link works. */
  linkSeconds: number
}
