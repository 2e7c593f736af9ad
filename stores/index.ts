/**
 * One small interface and one implementation for each thing outside the process: the database's
 * records, the queue, mail, webhooks, and the object store with the rows that are staged in it
 * (`stagedRows/`). Its libraries are large, so the one implementation of mail is had from `mail/`
 * itself. Knows nothing of Temporal, handlers or formats.
 */
export { type Access, AccessAction, type AccessLog } from './accessLog.ts'
export { encodeCrc32 } from './checksum.ts'
export { answerWithin, cutConnection, withConnection } from './connection.ts'
export { type DatabaseSettings, openDatabase } from './database.ts'
export { isDatabaseError, isDataError } from './databaseErrors.ts'
export { describeError } from './describeError.ts'
export { type ExportFiles, FileOutcome } from './exportFiles.ts'
export type { CompletedExport, ExportHistory } from './exportHistory.ts'
export type { Completion, ExportJob, ExportJobs, JobKey } from './exportJobs.ts'
export type { ExportRecord } from './exportRecord.ts'
export type {
  Beginning,
  Creation,
  ExportRequests,
  NewExport,
  NextAttempt,
  Removal,
  ReusableFile,
} from './exportRequests.ts'
export { downloadUrls, fileUrls } from './fileUrl.ts'
export {
  attemptOfKey,
  FILES_PREFIX,
  filePrefix,
  STAGING_PREFIX,
  stagedPrefix,
  uniqueName,
} from './keys.ts'
export { knexAccessLog } from './knexAccessLog.ts'
export { knexExportFiles } from './knexExportFiles.ts'
export { knexExportHistory } from './knexExportHistory.ts'
export { knexExportJobs } from './knexExportJobs.ts'
export { knexExportRequests } from './knexExportRequests.ts'
export { knexOpenJobs } from './knexOpenJobs.ts'
export { knexOutbox } from './knexOutbox.ts'
export { knexRequesters } from './knexRequesters.ts'
export type { Mail, Mailer } from './mail/index.ts'
export * from './notices/index.ts'
export {
  LAST_PART_NUMBER,
  type ObjectStore,
  type StoredObject,
  type Upload,
} from './objectStore.ts'
export type { OpenJob, OpenJobs } from './openJobs.ts'
export type { Outbox, SendMessage } from './outbox.ts'
export { type Producer, sqsProducer } from './producer.ts'
export { type DeadLetterReason, type Queue, type ReceivedMessage, sqsQueue } from './queue.ts'
export { queueRetention } from './queueRetention.ts'
export type { Requesters } from './requesters.ts'
export * from './reuse/index.ts'
export { S3ObjectStore } from './s3ObjectStore.ts'
export * from './schedules/index.ts'
export * from './stagedRows/index.ts'
export { Undelivered } from './undelivered.ts'
export * from './webhook/index.ts'
