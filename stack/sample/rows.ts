/** The four large tables, each as one `INSERT … SELECT` over the row's number. */
import type { ConnexusTable } from './tables.ts'
import { ODD_TEXTS } from './texts.ts'

/** Shares of odd texts are small, but a small sample still has each of them. */
function everyOdd(rows: number): number {
  return Math.min(50, Math.max(2, Math.floor(rows / (2 * ODD_TEXTS.length))))
}

/** Instants of row `n`; kept from being computed again for each use by OFFSET 0. */
function times(salt: number): string {
  return `CROSS JOIN LATERAL (
      SELECT created, pg_temp.updated(n, ${salt + 4}, created) AS updated
      FROM (SELECT pg_temp.created(n, ${salt}) AS created OFFSET 0) OFFSET 0
    )`
}

/** The columns that end each of these tables: authors, instants, and 1 % deleted. */
function authorship(salt: number): string {
  return `pg_temp.author(n, ${salt + 10}),
    CASE WHEN updated > created THEN pg_temp.author(n, ${salt + 11}) END,
    created,
    updated,
    CASE WHEN pg_temp.pick(n, ${salt + 12}, 100) = 0 THEN updated + interval '1 hour' END`
}

function scopes(rows: number): string {
  return `
    INSERT INTO "ScopeOfWork"
    SELECT pg_temp.uid('scope', n),
      pg_temp.title(n, 110, ${everyOdd(rows)}),
      pg_temp.service(n, 120),
      pg_temp.client(n, 121),
      ('{ACTIVE,ACTIVE,ACTIVE,DRAFT,PENDING_APPROVAL,ARCHIVED}'::text[])[
        1 + pg_temp.pick(n, 122, 6)],
      ${authorship(100)}
    FROM generate_series(1::bigint, ${rows}) AS n ${times(100)}`
}

/**
 * One version for most scopes, two for a quarter, none for some; the last one is the current one,
 * but for a few scopes no version is.
 */
function versions(rows: number): string {
  return `
    INSERT INTO "ScopeOfWorkVersion"
    SELECT pg_temp.uid('version', 2 * n + number),
      pg_temp.uid('scope', n),
      number,
      number = last AND n % 97 <> 5,
      CASE pg_temp.pick(n, 210, 10)
        WHEN 0 THEN NULL
        WHEN 1 THEN ''
        ELSE pg_temp.title(n + number, 211, ${everyOdd(rows)})
      END,
      CASE WHEN pg_temp.pick(n, 220, 8) > 0 THEN pg_temp.day(n, 221) END,
      CASE WHEN pg_temp.pick(n, 223, 8) > 0 THEN pg_temp.amount(n + number, 224) END,
      CASE WHEN pg_temp.pick(n, 223, 8) > 0 THEN pg_temp.currency(n, 227) END,
      pg_temp.author(n, 228),
      pg_temp.created(n, 100) + (number - 1) * interval '30 days'
    FROM generate_series(1::bigint, ${rows}) AS n
      CROSS JOIN LATERAL (SELECT CASE WHEN pg_temp.pick(n, 200, 4) = 0 THEN 2 ELSE 1 END AS last)
      CROSS JOIN LATERAL generate_series(1, last) AS number
    WHERE n % 193 <> 5`
}

/** A scope that a client has agreed to; it belongs to the client of its scope of work. */
function clientScopes(rows: number, scopeRows: number): string {
  return `
    INSERT INTO "ClientScopeOfWork"
    SELECT pg_temp.uid('clientScope', n),
      pg_temp.uid('scope', scope),
      pg_temp.client(scope, 121),
      CASE pg_temp.pick(n, 310, 10)
        WHEN 0 THEN NULL
        WHEN 1 THEN ''
        WHEN 2 THEN lpad(pg_temp.pick(n, 311, 100000)::text, 8, '0')
        WHEN 3 THEN pg_temp.title(n, 312, ${everyOdd(rows)})
        ELSE 'PO-' || pg_temp.pick(n, 311, 1000000)
      END,
      CASE WHEN pg_temp.pick(n, 320, 8) > 0 THEN pg_temp.amount(n, 321) END,
      CASE WHEN pg_temp.pick(n, 320, 8) > 0 THEN pg_temp.currency(n, 324) END,
      status,
      CASE WHEN pg_temp.pick(n, 325, 8) > 0 THEN pg_temp.day(n, 326) END,
      CASE WHEN pg_temp.pick(n, 328, 3) > 0 THEN pg_temp.day(n, 326) + pg_temp.pick(n, 329, 700) END,
      CASE WHEN status IN ('SIGNED', 'IN_PROGRESS', 'COMPLETED') THEN created + interval '3 days' END,
      ${authorship(300)}
    FROM generate_series(1::bigint, ${rows}) AS n ${times(300)}
      CROSS JOIN LATERAL (
        SELECT 1 + pg_temp.pick(n, 330, ${scopeRows}) AS scope,
          ('{PROPOSED,SIGNED,IN_PROGRESS,IN_PROGRESS,COMPLETED,CANCELLED}'::text[])[
            1 + pg_temp.pick(n, 331, 6)] AS status
        OFFSET 0)`
}

function rfps(rows: number): string {
  return `
    INSERT INTO "Rfp"
    SELECT pg_temp.uid('rfp', n),
      CASE pg_temp.pick(n, 410, 20)
        WHEN 0 THEN lpad(n::text, 8, '0')
        ELSE 'RFP-' || (2019 + pg_temp.pick(n, 411, 8)) || '-' || n
      END,
      pg_temp.title(n, 412, ${everyOdd(rows)}),
      pg_temp.client(n, 420),
      CASE WHEN pg_temp.pick(n, 421, 8) > 0 THEN pg_temp.service(n, 422) END,
      status,
      CASE WHEN pg_temp.pick(n, 423, 8) > 0 THEN pg_temp.day(n, 424) END,
      CASE WHEN pg_temp.pick(n, 426, 8) > 0 THEN pg_temp.amount(n, 427) END,
      CASE WHEN pg_temp.pick(n, 426, 8) > 0 THEN pg_temp.currency(n, 430) END,
      CASE WHEN status = 'DRAFT' THEN 0 ELSE pg_temp.pick(n, 431, 12) END,
      pg_temp.pick(n, 432, 10) = 0,
      CASE WHEN status = 'AWARDED' THEN pg_temp.company(n, 433)
        WHEN pg_temp.pick(n, 434, 10) = 0 THEN '' END,
      CASE WHEN status <> 'DRAFT' THEN created + interval '1 day' END,
      ${authorship(400)}
    FROM generate_series(1::bigint, ${rows}) AS n ${times(400)}
      CROSS JOIN LATERAL (
        SELECT ('{DRAFT,OPEN,OPEN,CLOSED,AWARDED,CANCELLED}'::text[])[
          1 + pg_temp.pick(n, 435, 6)] AS status
        OFFSET 0)`
}

/** Statements that fill the large tables, in order, for so many scopes of work. */
export function fillStatements(rows: number): { table: ConnexusTable; sql: string }[] {
  const third = Math.ceil(rows / 3)
  return [
    { table: 'ScopeOfWork', sql: scopes(rows) },
    { table: 'ScopeOfWorkVersion', sql: versions(rows) },
    { table: 'ClientScopeOfWork', sql: clientScopes(third, rows) },
    { table: 'Rfp', sql: rfps(third) },
  ]
}
