/**
 * What every part of Connexus exports agrees on. Pure data and types, safe inside a workflow:
 * the schemas (`schemas/`) and the row blocks (`rows/`) are imported by their own paths.
 *
 * Words, used everywhere with one meaning:
 *
 * - export job: one requested file; the row in `ExportJob`, found by `exportId`.
 * - export type: what is exported (`SOW`, `CLIENT_SOW`, `RFP`).
 * - file type: `XLSX`, `CSV` or `PDF`.
 * - requester: the user who asked (`createdById`); the only source of scope and permissions is
 *   that user's record, never the message.
 * - handler: knows one export type: its columns, filters, query and tenant scope.
 * - export factory: maps an export type to its handler.
 * - format: knows one file type; turns row blocks into bytes, knows nothing of queries or storage.
 * - attempt: one run of a job: 1, and one more for each explicit retry.
 * - row block: 2,000 rows or 4 MiB, whichever comes first, column by column; the unit that is
 *   encoded and staged. Its boundaries depend on the rows alone.
 * - staged rows: the fetched rows of one attempt: objects of many row blocks, and a manifest.
 * - slice: the part of a block that goes to one sheet at a known row; the unit that is rendered.
 * - publish: the moment at which the job's record names the finished object.
 * - caller: who uses the entry (`export-data/`), and from where; what they may is the requester's
 *   record to say.
 * - schedule: an export that recurs; `ExportSchedule` says for whom and what, Temporal when. Its owner
 *   is the requester of each of its exports.
 * - firing: one time at which a schedule is due, or is made due; one workflow.
 * - run: one export of a firing or a backfill, or why there was none; a row in `ExportScheduleRun`.
 * - file of changes: a file of the rows that changed in a window, beside files of every row.
 * - window: the half-open span of time whose changes a file holds.
 * - backfill: files of changes made after the fact, for days that have none.
 * - notice: what a person (mail) or a machine (webhook) is told of a job's end or of a schedule.
 * - sweep: the recurring workflow that ends what nobody else would.
 * - failure: `{code, message, remedy}`; the requester's (their request can't be met, not retried)
 *   or ours (retried).
 */
export * from './assertNever.ts'
export * from './columns.ts'
export * from './estimate.ts'
export * from './exportMessage.ts'
export * from './exportTypes.ts'
export * from './failures.ts'
export * from './kinds.ts'
export * from './me.ts'
export * from './notices.ts'
export * from './progress.ts'
export * from './request.ts'
export * from './requestedExport.ts'
export * from './ruleWords.ts'
export * from './scheduledRuns.ts'
export * from './schedules.ts'
export * from './scope.ts'
export * from './sqlStates.ts'
export * from './timeZone.ts'
export * from './warningWords.ts'
export * from './workflow.ts'
