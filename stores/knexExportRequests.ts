/** What requesters do with their export jobs, in Connexus' database. */
import type { Knex } from 'knex'
import { ExportStatus } from '../contract/index.ts'
import { CLEARED } from './clearedColumns.ts'
import type { ExportRecord } from './exportRecord.ts'
import type { ExportRequests } from './exportRequests.ts'
import { IdColumn } from './idColumn.ts'
import { accessRow } from './knexAccessLog.ts'
import { findRecord, listRecords, OUR_TYPES, recordColumns } from './knexExportRecords.ts'
import { createExport, hasRoom, takeTurn } from './knexNewExport.ts'
import { isHeldElsewhere } from './schedules/heldElsewhere.ts'

const TABLE = 'ExportJob'
const RETRIABLE = [ExportStatus.FAILED, ExportStatus.CANCELLED]

export function knexExportRequests(knex: Knex): ExportRequests {
  const ids = new IdColumn(knex, TABLE)

  return {
    create: (asked) => knex.transaction((transaction) => createExport(transaction, asked)),

    async find(exportId) {
      if (!(await ids.canHold(exportId))) return undefined
      return await findRecord(knex, { id: exportId, deletedAt: null })
    },

    list: (query) => listRecords(knex, query),

    beginAttempt: ({ key, digest: requestDigest, message, access, ...next }) =>
      knex.transaction(async (transaction) => {
        await takeTurn(transaction, next.createdById)
        if (!(await hasRoom(transaction, next))) return { kind: 'TOO_MANY_OPEN_JOBS' }
        if (await isHeldElsewhere(transaction, key.exportId)) return { kind: 'HELD_ELSEWHERE' }
        const attempt = key.attempt + 1
        const changed = await transaction(TABLE)
          .where({ id: key.exportId, attempt: key.attempt, deletedAt: null })
          .whereIn('status', RETRIABLE)
          .update({
            ...CLEARED,
            status: ExportStatus.PENDING,
            attempt,
            attemptBegunAt: transaction.fn.now(),
            requestDigest,
          })
        if (changed === 0) return { kind: 'CHANGED' }
        await transaction('ExportOutbox').insert({ exportId: key.exportId, attempt, body: message })
        await transaction('ExportAccessLog').insert(accessRow(access))
        const record = await findRecord(transaction, { id: key.exportId })
        return record ? { kind: 'BEGUN', record } : { kind: 'CHANGED' }
      }),

    async cancelUnstarted({ exportId: id, attempt }) {
      const cancelled = await knex(TABLE)
        .where({ id, attempt, status: ExportStatus.PENDING, startedAt: null })
        .update({ status: ExportStatus.CANCELLED, completedAt: knex.fn.now() })
      return cancelled === 1
    },

    async markCancelling({ exportId: id, attempt }) {
      await knex(TABLE)
        .where({ id, attempt, status: ExportStatus.PENDING })
        .update({ cancelRequestedAt: knex.fn.now() })
    },

    async remove({ exportId: id, createdById, access }) {
      if (!(await ids.canHold(id))) return undefined
      return await knex.transaction(async (transaction) => {
        // Held until it is marked: a job that ends in between would seem to have been removed.
        const found = await transaction(TABLE)
          .where({ id, createdById })
          .whereIn('type', OUR_TYPES)
          .forUpdate()
          .first<(ExportRecord & { deletedAt: Date | null }) | undefined>(
            ...recordColumns(transaction),
            'deletedAt',
          )
        if (!found) return undefined
        const { deletedAt, ...record } = found
        if (record.status === ExportStatus.PENDING || deletedAt !== null) return record
        await transaction(TABLE)
          .where({ id })
          .update({ deletedAt: transaction.fn.now(), idempotencyKey: null })
        await transaction('ExportAccessLog').insert(accessRow({ ...access, exportId: record.id }))
        return record
      })
    },
  }
}
