/** The records that the entry reads and writes, all in one database. */
import type { Knex } from 'knex'
import {
  knexAccessLog,
  knexBackfills,
  knexExportFiles,
  knexExportHistory,
  knexExportJobs,
  knexExportRequests,
  knexExportSchedules,
  knexOutbox,
  knexRecipients,
  knexRequesters,
  knexReuseIndex,
  knexScheduleRuns,
} from '../stores/index.ts'
import type { ExportDataDependencies } from './dependencies.ts'

type Records = Pick<
  ExportDataDependencies,
  | 'database'
  | 'requesters'
  | 'history'
  | 'jobs'
  | 'requests'
  | 'files'
  | 'outbox'
  | 'accessLog'
  | 'schedules'
  | 'scheduleRuns'
  | 'backfills'
  | 'recipients'
  | 'settleSeconds'
  | 'reuse'
>

/** `settleSeconds`: how long before its own time the window of an export of changes ends. */
export function recordsIn(database: Knex, settleSeconds: number): Records {
  return {
    database,
    requesters: knexRequesters(database),
    history: knexExportHistory(database),
    jobs: knexExportJobs(database),
    requests: knexExportRequests(database),
    files: knexExportFiles(database),
    outbox: knexOutbox(database),
    accessLog: knexAccessLog(database),
    schedules: knexExportSchedules(database),
    scheduleRuns: knexScheduleRuns(database, settleSeconds),
    backfills: knexBackfills(database, settleSeconds),
    recipients: knexRecipients(database),
    settleSeconds,
    reuse: knexReuseIndex(database),
  }
}
