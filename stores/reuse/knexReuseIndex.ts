/** Finds files to reuse by an index on the export jobs' records, which has all that there are. */
import type { Knex } from 'knex'
import { ExportStatus } from '../../contract/index.ts'
import type { ReuseIndex } from './reuseIndex.ts'

/** Rejects with the database's own errors. */
export function knexReuseIndex(knex: Knex): ReuseIndex {
  return {
    // The record itself is what is remembered.
    remember: () => Promise.resolve(),

    async find(reuseDigest) {
      const newest = await knex('ExportJob')
        .where({ reuseDigest, status: ExportStatus.COMPLETED, deletedAt: null })
        .whereRaw('("expiresAt" IS NULL OR "expiresAt" > now())')
        .orderByRaw('"snapshotAt" DESC')
        .first<{ id: string } | undefined>('id')
      return newest?.id
    },

    close: () => Promise.resolve(),
  }
}
