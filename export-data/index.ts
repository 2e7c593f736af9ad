/**
 * The entry to exports, as a library: what may be asked for and what it would come to, asking for it,
 * watching it, getting the file, and having it recur (`schedules/`), for whoever the requester's record
 * says they are. Each request is refused for all that its message would be refused for, at once. Knows
 * nothing of HTTP; Temporal is behind `temporal/` and the timetable of `scheduling/`, and the queue is a
 * function that sends.
 */
export type { Caller } from './caller.ts'
export * from './createExportData.ts'
export type { ExportDataDependencies } from './dependencies.ts'
export * from './estimateExport.ts'
export * from './exportData.ts'
export type { ExportRuns } from './exportRuns.ts'
export type { PageQuery } from './paging.ts'
export * from './recordsIn.ts'
export type { KnownRevision, Schedules } from './schedules/index.ts'
