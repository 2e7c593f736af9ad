/** Which record names which file, in Connexus' database. */
import type { Knex } from 'knex'
import { type ExportFiles, FileOutcome } from './exportFiles.ts'
import { OUR_TYPES } from './knexExportRecords.ts'

const TABLE = 'ExportJob'
/** Whether a record no longer offers its file. */
const IS_OVER = `("deletedAt" IS NOT NULL OR coalesce("expiresAt" <= now(), false))`

interface Holder {
  id: string
  isOver: boolean
}

export function knexExportFiles(knex: Knex): ExportFiles {
  return {
    async releasable(limit) {
      // Each part by an index of its own, which an OR would not use.
      const parts = [`"expiresAt" <= now()`, '"deletedAt" IS NOT NULL'].map((isOver) =>
        knex(TABLE)
          .whereNotNull('objectKey')
          .whereIn('type', OUR_TYPES)
          .whereRaw(isOver)
          .limit(limit)
          .select('id'),
      )
      const rows = await knex.union(parts, true).limit(limit)
      return rows.map(({ id }: { id: string }) => id)
    },

    async release(exportId, removeFile) {
      return await knex.transaction(async (transaction) => {
        const found = await transaction(TABLE)
          .where({ id: exportId })
          .first<{ objectKey: string | null } | undefined>('objectKey')
        if (!found || found.objectKey === null) return FileOutcome.NONE
        const holders = await lockHolders(transaction, found.objectKey)
        const mine = holders.find(({ id }) => id === exportId)
        if (!mine?.isOver) return FileOutcome.NONE
        const isShared = holders.some(({ isOver }) => !isOver)
        if (!isShared) await removeFile(found.objectKey)
        await transaction(TABLE).where({ id: mine.id }).update({ objectKey: null })
        return isShared ? FileOutcome.SHARED : FileOutcome.REMOVED
      })
    },

    async namedAmong(objectKeys) {
      const named = knex(TABLE).whereIn('objectKey', objectKeys)
      return new Set(await named.pluck<string[]>('objectKey'))
    },
  }
}

/** The records that name the file, in one order for all who lock several. */
async function lockNamed(transaction: Knex.Transaction, objectKey: string): Promise<Holder[]> {
  return await transaction(TABLE)
    .where({ objectKey })
    .orderBy('id')
    .forUpdate()
    .select<Holder[]>('id', transaction.raw(`${IS_OVER} AS "isOver"`))
}

/**
 * Every record that names the file. A statement that waited for a lock does not see what came to
 * name it meanwhile: the next one does. No more can come once all are locked.
 */
async function lockHolders(transaction: Knex.Transaction, objectKey: string): Promise<Holder[]> {
  let before = -1
  let holders = await lockNamed(transaction, objectKey)
  while (holders.length !== before) {
    before = holders.length
    holders = await lockNamed(transaction, objectKey)
  }
  return holders
}
