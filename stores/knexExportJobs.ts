/** The export jobs' records in Connexus' database. */
import type { Knex } from 'knex'
import { ExportStatus, type Failure, workflowIdOf } from '../contract/index.ts'
import { expiryAfter } from './expiry.ts'
import type { ExportJob, ExportJobs, JobKey } from './exportJobs.ts'
import { IdColumn } from './idColumn.ts'

const TABLE = 'ExportJob'

const PLAIN = [
  'id',
  'type',
  'fileType',
  'status',
  'createdById',
  'attempt',
  'startedAt',
  'completedAt',
  'request',
  'scheduleId',
  'tenantId',
  'workflowId',
  'objectKey',
  'fileName',
  'errorCode',
  'errorMessage',
  'errorRemedy',
] as const satisfies (keyof ExportJob)[]

/** As texts: a `Date` would cut the microseconds. JSON has them, but in the session's zone. */
const WINDOW = `CASE WHEN "windowEnd" IS NOT NULL THEN json_build_object(
  'start', ${utcText('"windowStart"')}, 'end', ${utcText('"windowEnd"')}) END AS "window"`

function utcText(instant: string): string {
  return `to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}

export function knexExportJobs(knex: Knex): ExportJobs {
  const ids = new IdColumn(knex, TABLE)

  /** The one form of every change. `now()` is the database's clock: workers' clocks differ. */
  async function change(
    key: JobKey,
    changes: Record<string, unknown>,
    condition: Knex.Raw = knex.raw('true'),
  ): Promise<boolean> {
    if (!(await ids.canHold(key.exportId))) return false
    const changed = await knex(TABLE)
      .where({ id: key.exportId, attempt: key.attempt, status: ExportStatus.PENDING })
      .where(condition)
      .update(changes)
    return changed === 1
  }

  function failed({ code, message, remedy }: Failure): Record<string, unknown> {
    return {
      status: ExportStatus.FAILED,
      completedAt: knex.fn.now(),
      errorCode: code,
      errorMessage: message,
      errorRemedy: remedy,
    }
  }

  async function isPublished(key: JobKey, objectKey: string): Promise<boolean> {
    if (!(await ids.canHold(key.exportId))) return false
    const row: unknown = await knex(TABLE)
      .where({ id: key.exportId, attempt: key.attempt, status: ExportStatus.COMPLETED, objectKey })
      .first('id')
    return row !== undefined
  }

  return {
    async find(exportId) {
      if (!(await ids.canHold(exportId))) return undefined
      return await knex<ExportJob>(TABLE)
        .where({ id: exportId })
        .first(...PLAIN, knex.raw(WINDOW))
    },

    storeRequest(key, { request, tenantId, workflowId }) {
      return change(key, {
        request: knex.raw('coalesce("request", ?::jsonb)', [JSON.stringify(request)]),
        tenantId,
        workflowId,
      })
    },

    markProcessing(key) {
      return change(key, { startedAt: knex.raw('coalesce("startedAt", now())') })
    },

    async markOf(key) {
      if (!(await ids.canHold(key.exportId))) return undefined
      const row = await knex(TABLE)
        .where({ id: key.exportId, attempt: key.attempt })
        .first<{ mark: string | null } | undefined>(
          knex.raw('extract(epoch FROM "startedAt")::text AS "mark"'),
        )
      return row?.mark ?? undefined
    },

    storeScope(key, scope, reuseDigest) {
      return change(key, {
        scope: JSON.stringify(scope),
        reuseDigest: knex.raw('CASE WHEN "windowEnd" IS NULL THEN ? END', [reuseDigest]),
      })
    },

    async reuseDigestOf(exportId) {
      const row = await knex(TABLE)
        .where({ id: exportId })
        .first<{ reuseDigest: string | null } | undefined>('reuseDigest')
      return row?.reuseDigest ?? undefined
    },

    async recordCompletion(key, completion) {
      const { snapshotAt, warnings, retentionHours, ...columns } = completion
      const recorded = await change(key, {
        ...columns,
        status: ExportStatus.COMPLETED,
        completedAt: knex.fn.now(),
        // As text with its zone: pg would write a Date in the process's zone.
        snapshotAt: snapshotAt.toISOString(),
        warnings: JSON.stringify(warnings),
        expiresAt: expiryAfter(knex, retentionHours),
        errorCode: null,
        errorMessage: null,
        errorRemedy: null,
      })
      return recorded || (await isPublished(key, completion.objectKey))
    },

    recordFailure(key, failure) {
      return change(key, failed(failure))
    },

    recordRefusal(key, failure) {
      const notStarted = knex.raw('"startedAt" IS NULL AND "workflowId" IS DISTINCT FROM ?', [
        workflowIdOf(key.exportId, key.attempt),
      ])
      return change(key, failed(failure), notStarted)
    },

    recordCancellation(key) {
      return change(key, { status: ExportStatus.CANCELLED, completedAt: knex.fn.now() })
    },
  }
}
