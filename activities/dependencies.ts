/** What the activities are made from. Each takes only the part that it uses. */
import type { Knex } from 'knex'
import type { ExportRequestType, FileType } from '../contract/index.ts'
import type { Format } from '../formats/index.ts'
import type { IExportHandler } from '../handlers/index.ts'
import type { Timetable } from '../scheduling/index.ts'
import type {
  Backfills,
  Contacts,
  ExportFiles,
  ExportJobs,
  ExportRequests,
  ExportSchedules,
  Mailer,
  Notices,
  ObjectStore,
  OpenJobs,
  Outbox,
  Producer,
  Requesters,
  ReuseIndex,
  ScheduleRuns,
  Webhooks,
} from '../stores/index.ts'
import type { RenderPool } from './rendering/index.ts'
import type { WorkflowRuns } from './sweep/workflowRuns.ts'

/** What only looks schedules up. */
export interface ScheduleReader {
  schedules: Pick<ExportSchedules, 'find'>
}

export interface ActivityDependencies {
  /** The primary: rows are read from it in a transaction of their own. */
  database: Knex
  /** Copy of the primary from which rows are read where it is up to date; undefined for none. */
  replica: Knex | undefined
  jobs: ExportJobs
  openJobs: OpenJobs
  files: ExportFiles
  outbox: Outbox
  requesters: Requesters
  objects: ObjectStore
  /** The queue of the bridge. */
  queue: Producer & {
    /** How long it keeps a message that nobody takes. */
    retentionSeconds(): Promise<number>
  }
  /** The runs of exports, as far as the sweep asks for them. */
  runs: WorkflowRuns
  /** @throws ExportFailure UNSUPPORTED_TYPE where no handler exists. */
  handlerOf(type: ExportRequestType): IExportHandler
  formatOf(fileType: FileType): Format
  /** Threads on which files are rendered. */
  renderPool: RenderPool
  /** Staged bytes above which `compress: AUTO` puts a CSV into an archive; 0 is never. */
  zipCsvBytes: number
  /** Hours for which a finished file is kept; 0 is for ever. */
  retentionHours: number
  /** Told of files that identical requests may be answered with. */
  reuse: ReuseIndex
  /** What `fileUrl` on the record says. */
  fileUrlOf(exportId: string, objectKey: string): string
  /** Where people download a file; undefined where no address is set up. */
  downloadUrlOf(exportId: string): string | undefined
  schedules: ExportSchedules
  scheduleRuns: ScheduleRuns
  backfills: Backfills
  /** When schedules are due. */
  timetable: Timetable
  /** How long before its own time the window of an export of changes ends, in seconds. */
  settleSeconds: number
  /** Jobs as their requesters know them: those that were removed are not found. */
  records: Pick<ExportRequests, 'find'>
  notices: Notices
  contacts: Contacts
  /** Undefined where no mail is set up. */
  mailer: Mailer | undefined
  webhooks: Webhooks
}
