/** The closed sets of the domain: export types, file types, statuses, roles. */

/** What is exported. */
export const ExportRequestType = { SOW: 'SOW', CLIENT_SOW: 'CLIENT_SOW', RFP: 'RFP' } as const
export type ExportRequestType = (typeof ExportRequestType)[keyof typeof ExportRequestType]

/** The file that is asked for. */
export const FileType = { XLSX: 'XLSX', CSV: 'CSV', PDF: 'PDF' } as const
export type FileType = (typeof FileType)[keyof typeof FileType]

/**
 * Status of an export job. A job that is being processed is PENDING with `startedAt` set; the other
 * three are terminal and change only through an explicit retry.
 */
export const ExportStatus = {
  PENDING: 'PENDING',
  COMPLETED: 'COMPLETED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const
export type ExportStatus = (typeof ExportStatus)[keyof typeof ExportStatus]

/** Which database the rows of an export were read from. */
export const ReadFrom = { PRIMARY: 'PRIMARY', REPLICA: 'REPLICA' } as const
export type ReadFrom = (typeof ReadFrom)[keyof typeof ReadFrom]

/** Role of a Connexus user. */
export const Role = { ADMIN: 'ADMIN', STAFF: 'STAFF', CLIENT: 'CLIENT' } as const
export type Role = (typeof Role)[keyof typeof Role]

/** Whether the finished file is put into a ZIP archive. */
export const Compress = { NONE: 'NONE', ZIP: 'ZIP', AUTO: 'AUTO' } as const
export type Compress = (typeof Compress)[keyof typeof Compress]

/** Whether a requester is told by mail that their job has ended. */
export const Notify = { MAIL: 'MAIL', NONE: 'NONE' } as const
export type Notify = (typeof Notify)[keyof typeof Notify]

/** What the files of a schedule hold. */
export const ScheduleContent = {
  /** Every row, each time. */
  FULL: 'FULL',
  /** Every row the first time, then what has changed since the file before. */
  CHANGES: 'CHANGES',
} as const
export type ScheduleContent = (typeof ScheduleContent)[keyof typeof ScheduleContent]

/** What an export is called when the request gives it no title. */
export const TITLES: Readonly<Record<ExportRequestType, string>> = {
  SOW: 'Scopes of work',
  CLIENT_SOW: 'Client scopes of work',
  RFP: 'Requests for proposal',
}
