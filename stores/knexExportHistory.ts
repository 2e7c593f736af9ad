/** The history of exports, from the export jobs' records in Connexus' database. */
import type { Knex } from 'knex'
import type { CompletedExport, ExportHistory } from './exportHistory.ts'

/** Conditions and order are those of an index: hardly more records are read than are given. */
const LAST_COMPLETED = `
  SELECT "rowCount"::float8 AS rows, "byteCount"::float8 AS bytes,
         CASE jsonb_typeof("request"->'columns')
           WHEN 'array' THEN jsonb_array_length("request"->'columns') END AS columns,
         extract(epoch FROM "completedAt" - "startedAt")::float8 AS seconds
    FROM "ExportJob"
   WHERE "type" = ? AND "fileType" = ? AND "status" = 'COMPLETED' AND "rowCount" IS NOT NULL
     AND "byteCount" IS NOT NULL AND "startedAt" IS NOT NULL AND "reusedFrom" IS NULL
   ORDER BY "completedAt" DESC LIMIT ?`

export function knexExportHistory(knex: Knex): ExportHistory {
  return {
    async lastCompleted({ type, fileType }, limit) {
      const { rows } = await knex.raw<{ rows: CompletedExport[] }>(LAST_COMPLETED, [
        type,
        fileType,
        limit,
      ])
      return rows
    },
  }
}
