/** What the activities are made from. Each takes only the part that it uses. */
import type { Knex } from 'knex'
import type { ExportRequestType, FileType } from '../contract/index.ts'
import type { Format } from '../formats/index.ts'
import type { IExportHandler } from '../handlers/index.ts'
import type { Timetable } from '../scheduling/index.ts'
import type {
  Contacts,
  ExportJobs,
  ExportRequests,
  ExportSchedules,
  Mailer,
  Notices,
  ObjectStore,
  Requesters,
  Webhooks,
} from '../stores/index.ts'
import type { RenderPool } from './rendering/index.ts'

export interface ActivityDependencies {
  /** The primary: rows are read from it in a transaction of their own. */
  database: Knex
  /** Copy of the primary from which rows are read where it is up to date; undefined for none. */
  replica: Knex | undefined
  jobs: ExportJobs
  requesters: Requesters
  objects: ObjectStore
  /** @throws ExportFailure UNSUPPORTED_TYPE where no handler exists. */
  handlerOf(type: ExportRequestType): IExportHandler
  formatOf(fileType: FileType): Format
  /** Threads on which files are rendered. */
  renderPool: RenderPool
  /** Staged bytes above which `compress: AUTO` puts a CSV into an archive; 0 is never. */
  zipCsvBytes: number
  /** Hours for which a finished file is kept; 0 is for ever. */
  retentionHours: number
  /** What `fileUrl` on the record says. */
  fileUrlOf(exportId: string, objectKey: string): string
  /** Where people download a file; undefined where no address is set up. */
  downloadUrlOf(exportId: string): string | undefined
  /** Jobs as their requesters know them: those that were removed are not found. */
  records: Pick<ExportRequests, 'find'>
  schedules: Pick<ExportSchedules, 'find'>
  notices: Notices
  contacts: Contacts
  /** Undefined where no mail is set up. */
  mailer: Mailer | undefined
  webhooks: Webhooks
  /** When schedules are due. */
  timetable: Pick<Timetable, 'describe'>
}
