/**
 * Brings into the sample what the rules decide and it has too little of: rows at the very edges of
 * days, ties, confidential requests for proposal, clients' scopes of others' or deleted scopes of work, and
 * odd users.
 */
import type { Client } from 'pg'
import { sampleId } from '../../stack/sample/index.ts'
import { DAYS_OF_ZONES } from './clockChanges.ts'

/** Both ends of each of the days, and times just beside them, in a fixed order. */
const EDGES = `
  SELECT row_number() OVER (ORDER BY md5("at"::text)) AS "n", count(*) OVER () AS "of", "at"
    FROM (
      SELECT DISTINCT ("day" + "later")::timestamp AT TIME ZONE "zone" + "shift" AS "at"
        FROM unnest($1::text[], $2::date[]) AS change ("zone", "day")
          CROSS JOIN unnest('{0,1}'::int[]) AS "later"
          CROSS JOIN unnest('{0,-1 us,20 minutes,-20 minutes}'::interval[]) AS "shift"
    ) AS instants`

/** Three rows in four are at an edge, and one in ten was changed when many others were. */
function setTimes(table: string): string {
  return `
    WITH edges AS (${EDGES}),
      numbered AS (SELECT "id", row_number() OVER (ORDER BY "id") AS "n" FROM "${table}")
    UPDATE "${table}" AS r
       SET "createdAt" = created."at",
           "updatedAt" = CASE WHEN numbered."n" % 10 = 0 THEN '2026-06-30T22:00Z' ELSE updated."at" END
      FROM numbered, edges AS created, edges AS updated
     WHERE numbered."id" = r."id" AND numbered."n" % 4 > 0
       AND created."n" = numbered."n" % created."of" + 1
       AND updated."n" = numbered."n" * 7 / 2 % updated."of" + 1`
}

const TABLES = ['ScopeOfWork', 'ClientScopeOfWork', 'Rfp'] as const

export async function changeSample(client: Client): Promise<void> {
  const changes = Object.entries(DAYS_OF_ZONES).flatMap(([zone, days]) =>
    days.map((day) => ({ zone, day })),
  )
  for (const table of TABLES) {
    await client.query(setTimes(table), [
      changes.map(({ zone }) => zone),
      changes.map(({ day }) => day),
    ])
  }
  await client.query(`
    UPDATE "ScopeOfWork" SET "deletedAt" = "updatedAt" WHERE "id"::text LIKE '%3'`)
  await client.query(`UPDATE "ClientScopeOfWork" SET "clientId" = $1 WHERE "id"::text LIKE '%7'`, [
    sampleId('client', 2),
  ])
  await client.query(`UPDATE "Rfp" SET "isConfidential" = TRUE WHERE "id"::text ~ '[1-4]$'`)
  await changeUsers(client)
  await client.query('ANALYZE')
}

async function changeUsers(client: Client): Promise<void> {
  const withoutClients = [20, 21, 22].map((n) => sampleId('user', n))
  await client.query('DELETE FROM "UserClient" WHERE "userId" = ANY($1)', [withoutClients])
  // Most clients have a handful of rows: half of the users are now of those that have many.
  await client.query(
    `UPDATE "Users"
        SET "clientId" = CASE WHEN "id"::text ~ '[0-3]$' THEN $1::uuid
                              WHEN "id"::text ~ '[4-7]$' THEN $2::uuid
                              WHEN "id"::text ~ '[^f]$' THEN "clientId" END
      WHERE "role" = 'CLIENT'`,
    [sampleId('client', 1), sampleId('client', 2)],
  )
  // Assignments are for staff: those of other users mean nothing.
  await client.query(
    `INSERT INTO "UserClient" SELECT "id", $1 FROM "Users" WHERE "role" <> 'STAFF'`,
    [sampleId('client', 3)],
  )
}
