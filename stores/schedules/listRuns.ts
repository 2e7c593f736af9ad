/** Lists what came of the times a schedule was due. */
import type { Knex } from 'knex'
import {
  type ExportStatus,
  FailureCode,
  RunOutcome,
  type ScheduleContent,
} from '../../contract/index.ts'
import type { RunList, RunRecord } from './scheduleRuns.ts'

interface Row {
  id: string
  placeAt: string
  dueAt: Date
  localDay: string | null
  content: ScheduleContent
  windowStart: Date | null
  windowEnd: Date | null
  exportId: string | null
  skipReason: string | null
  backfillId: string | null
  status: ExportStatus | null
  rowCount: number | null
  errorCode: string | null
  errorMessage: string | null
  errorRemedy: string | null
}

/** Newest first. */
export async function listRuns(
  knex: Knex,
  { scheduleId, limit, after, withBackfills = true }: RunList,
): Promise<RunRecord[]> {
  const list = knex('ExportScheduleRun AS run')
    .leftJoin('ExportJob AS job', 'job.id', 'run.exportId')
    .where('run.scheduleId', scheduleId)
    .orderByRaw('run."createdAt" DESC, run."id" DESC')
    .limit(limit)
  if (!withBackfills) void list.whereNull('run.backfillId')
  if (after) {
    void list.whereRaw('(run."createdAt", run."id") < (?::timestamptz, ?::uuid)', [
      after.at,
      after.id,
    ])
  }
  const rows = await list.select<Row[]>(
    'run.id',
    'run.dueAt',
    'run.localDay',
    'run.content',
    'run.windowStart',
    'run.windowEnd',
    'run.exportId',
    'run.skipReason',
    'run.backfillId',
    'job.status',
    'job.errorCode',
    'job.errorMessage',
    'job.errorRemedy',
    // pg gives a bigint as text; no file has more than 2^53 rows.
    knex.raw('job."rowCount"::float8 AS "rowCount"'),
    knex.raw(
      `to_char(run."createdAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "placeAt"`,
    ),
  )
  return rows.map(toRun)
}

function toRun(row: Row): RunRecord {
  const { id, dueAt, localDay, content, windowStart, windowEnd, exportId, backfillId } = row
  const outcome = outcomeOf(row)
  return {
    dueAt,
    localDay,
    content,
    window: windowEnd && { start: windowStart, end: windowEnd },
    outcome,
    reason: row.skipReason,
    exportId,
    rows: outcome === RunOutcome.COMPLETED ? row.rowCount : null,
    failure: outcome === RunOutcome.FAILED ? failureOf(row) : null,
    backfillId,
    place: { at: row.placeAt, id },
  }
}

function outcomeOf({ skipReason, status }: Row): RunOutcome {
  if (skipReason !== null) return RunOutcome.SKIPPED
  return status ?? RunOutcome.PLANNED
}

function failureOf({ errorCode, errorMessage, errorRemedy }: Row): RunRecord['failure'] {
  const code = Object.values(FailureCode).find((known) => known === errorCode)
  return {
    code: code ?? FailureCode.INTERNAL_ERROR,
    message: errorMessage ?? 'The export failed; nothing more was recorded.',
    remedy: errorRemedy ?? 'Retry the export; if it persists, report it with its id.',
  }
}
