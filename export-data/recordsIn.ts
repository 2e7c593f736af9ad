/** The records that the entry reads and writes, all in one database. */
import type { Knex } from 'knex'
import {
  knexAccessLog,
  knexExportFiles,
  knexExportHistory,
  knexExportJobs,
  knexExportRequests,
  knexOutbox,
  knexRequesters,
} from '../stores/index.ts'
import type { ExportDataDependencies } from './dependencies.ts'

type Records = Pick<
  ExportDataDependencies,
  'database' | 'requesters' | 'history' | 'jobs' | 'requests' | 'files' | 'outbox' | 'accessLog'
>

export function recordsIn(database: Knex): Records {
  return {
    database,
    requesters: knexRequesters(database),
    history: knexExportHistory(database),
    jobs: knexExportJobs(database),
    requests: knexExportRequests(database),
    files: knexExportFiles(database),
    outbox: knexOutbox(database),
    accessLog: knexAccessLog(database),
  }
}
