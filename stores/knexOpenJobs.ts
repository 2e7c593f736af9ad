/** PENDING jobs in Connexus' database. */
import type { Knex } from 'knex'
import { ExportStatus } from '../contract/index.ts'
import { CLEARED } from './clearedColumns.ts'
import { OUR_TYPES } from './knexExportRecords.ts'
import type { OpenJob, OpenJobs } from './openJobs.ts'

const TABLE = 'ExportJob'

const COLUMNS = `
  "id", "type", "fileType", "createdById", "attempt", "workflowId",
  "startedAt" IS NOT NULL AS "isStarted",
  "requestDigest" IS NOT NULL AS "isOurs",
  "scheduleId" IS NOT NULL AS "isScheduled",
  "cancelRequestedAt" IS NOT NULL AS "isCancelling",
  EXISTS (SELECT FROM "ExportOutbox" o
           WHERE o."exportId" = "ExportJob"."id" AND o."attempt" = "ExportJob"."attempt")
    AS "isInOutbox",
  extract(epoch FROM now() - coalesce("attemptBegunAt", "createdAt"))::float8
    AS "secondsSinceAttempt",
  coalesce(extract(epoch FROM now() - "startedAt"), 0)::float8 AS "secondsSinceStart",
  extract(epoch FROM now() - "sentAgainAt")::float8 AS "secondsSinceSentAgain"`

export function knexOpenJobs(knex: Knex): OpenJobs {
  /** The record, as long as it is as it was looked at. */
  function unchanged(transaction: Knex.Transaction, job: OpenJob): Knex.QueryBuilder {
    const { id, attempt } = job
    const open = transaction(TABLE).where({ id, attempt, status: ExportStatus.PENDING })
    return job.isStarted ? open.whereNotNull('startedAt') : open.whereNull('startedAt')
  }

  return {
    async page(limit, after) {
      const query = knex(TABLE)
        .where({ status: ExportStatus.PENDING })
        .whereIn('type', OUR_TYPES)
        .orderBy('id')
        .limit(limit)
      if (after !== undefined) void query.where('id', '>', after)
      return await query.select<OpenJob[]>(knex.raw(COLUMNS))
    },

    restart: (job, message) =>
      knex.transaction(async (transaction) => {
        const attempt = job.attempt + 1
        const attemptBegunAt = transaction.fn.now()
        const changes = { ...CLEARED, attempt, attemptBegunAt }
        const changed = await unchanged(transaction, job).update(changes)
        if (changed === 0) return false
        await transaction('ExportOutbox').insert({ exportId: job.id, attempt, body: message })
        return true
      }),

    sendAgain: (job, message, everySeconds) =>
      knex.transaction(async (transaction) => {
        const changed = await unchanged(transaction, job)
          .whereRaw(
            'coalesce("sentAgainAt" <= now() - make_interval(secs => ?), "sentAgainAt" IS NULL)',
            [everySeconds],
          )
          .update({ sentAgainAt: transaction.fn.now() })
        if (changed === 0) return false
        const row = { exportId: job.id, attempt: job.attempt, body: message }
        await transaction('ExportOutbox').insert(row).onConflict().ignore()
        return true
      }),
  }
}
