/** What runs of a schedule are planned from: read in the transaction that holds the schedule. */
import type { Knex } from 'knex'
import { ExportFailure, FailureCode } from '../../contract/index.ts'
import { runCoverage } from './runCoverage.ts'
import type { ScheduleRecord } from './scheduleRecord.ts'
import type { PlanningState } from './scheduleRuns.ts'

export async function planningState(
  transaction: Knex.Transaction,
  schedule: ScheduleRecord,
  settleSeconds: number,
): Promise<PlanningState> {
  return {
    schedule,
    coverageOf: (requestDigest) => runCoverage(transaction, schedule.id, requestDigest),
    settledUntil: await settledUntil(transaction, settleSeconds),
  }
}

/**
 * Our own snapshots only read, and those of an export can last for hours. Standbys and vacuuming write
 * no rows either. The settle delay comes off an open transaction's start as well: whoever stamps rows
 * may have a clock that is behind.
 */
const SETTLED_UNTIL = `
  SELECT date_trunc('milliseconds',
           least(now(), (SELECT min(xact_start) FROM pg_stat_activity
                          WHERE pid <> pg_backend_pid() AND datname = current_database()
                            AND backend_type NOT IN ('autovacuum worker', 'walsender')
                            AND NOT (usename = current_user
                              AND application_name LIKE 'connexus-export %')),
                 (SELECT min(prepared) FROM pg_prepared_xacts WHERE database = current_database()))
           - make_interval(secs => ?)) AS at,
         pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS "maySeeAll"`

async function settledUntil(transaction: Knex.Transaction, settleSeconds: number): Promise<Date> {
  const { rows } = await transaction.raw<{ rows: { at: Date; maySeeAll: boolean }[] }>(
    SETTLED_UNTIL,
    [settleSeconds],
  )
  const [found] = rows
  // Without the right, PostgreSQL shows sessions of others without their times: rows would be missed.
  if (!found?.maySeeAll) throw mayNotSee()
  return found.at
}

function mayNotSee(): ExportFailure {
  return new ExportFailure({
    code: FailureCode.DATABASE_UNAVAILABLE,
    message:
      'The worker may not see when other transactions began, so that changes could be missed.',
    remedy: 'An operator grants pg_read_all_stats to the role of the worker (docker/grants.sql).',
  })
}
