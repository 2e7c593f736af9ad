/**
 * One small interface and one implementation for each thing outside the process: the database's
 * records and the queue. Knows nothing of Temporal, handlers or formats; a caller gets what the
 * store holds, and the store's own errors.
 */
export { type DatabaseSettings, openDatabase } from './database.ts'
export { isDataError } from './databaseErrors.ts'
export type { Completion, ExportJob, ExportJobs, JobKey } from './exportJobs.ts'
export { knexExportJobs } from './knexExportJobs.ts'
export { knexRequesters } from './knexRequesters.ts'
export { type DeadLetterReason, type Queue, type ReceivedMessage, sqsQueue } from './queue.ts'
export type { Requesters } from './requesters.ts'
