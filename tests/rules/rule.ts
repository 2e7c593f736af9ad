/**
 * What an export must hold, as one plain SQL statement a type: a second reading of the rules on
 * requesters, filters, days and order, in which PostgreSQL does the work. Shares nothing with the
 * handlers.
 */
import type { Client } from 'pg'
import type { ColumnChoice, RowRequest } from '../../contract/index.ts'

/** Types whose rules are written down here; one that is added has the handlers' suite without it. */
export type RuledType = 'SOW' | 'CLIENT_SOW' | 'RFP'

/** A column: its heading, and what sorting by it compares. */
export interface RuleColumn {
  heading: string
  by: string
}

/** The rules of one export type. In SQL `r` is the row, `u` the requester, `f` the filters. */
export interface Rule {
  type: RuledType
  /** Condition on the requester's record: whether they may export the type at all. */
  mayExport: string
  /** The table as `r`, with whatever its columns, filters and order look at. */
  from: string
  /** Condition on the row: whether the requester may see it, and the filters let it through. */
  where: string
  /** By key, in default order. */
  columns: Record<string, RuleColumn>
  /** Key of the column that holds the row's id. */
  idColumn: string
}

/**
 * Ids of the rows that the export must hold, in order; null when the requester may not export.
 * $1 is the requester's id, $2 the request's filters, $3 its time zone or null.
 */
export async function idsByRule(
  client: Client,
  rule: Rule,
  userId: string,
  request: RowRequest,
): Promise<string[] | null> {
  const sql = `
    WITH given AS (
      SELECT coalesce(jsonb_object_agg(key, value), '{}') AS f
        FROM jsonb_each($2::jsonb)
       WHERE value NOT IN ('null', '""')
    ), requester AS (
      SELECT *, coalesce($3, "timeZone", 'UTC') AS "zone" FROM "Users" WHERE "id"::text = $1
    )
    SELECT ARRAY(
        SELECT r."id"::text
          FROM ${rule.from} CROSS JOIN given
         WHERE r."deletedAt" IS NULL ${rule.where}
         ORDER BY ${orderOf(rule, request)}
      ) AS ids
      FROM requester u
     WHERE u."isActive" AND ${rule.mayExport}`
  const { rows } = await client.query<{ ids: string[] }>(sql, [
    userId,
    JSON.stringify(request.filters ?? {}),
    request.timeZone ?? null,
  ])
  return rows[0]?.ids ?? null
}

/** Headings of the file, those of its own request first. */
export function headingsByRule(rule: Rule, columns: readonly ColumnChoice[]): unknown[] {
  return columns.map((choice) =>
    typeof choice === 'string' ? rule.columns[choice]?.heading : choice.heading,
  )
}

export function keyOf(choice: ColumnChoice): string {
  return typeof choice === 'string' ? choice : choice.key
}

function orderOf(rule: Rule, { sort = [] }: RowRequest): string {
  if (sort.length === 0) return 'r."updatedAt" DESC, r."id" ASC'
  const wanted = sort.map(({ column, direction }) => {
    const { by } = rule.columns[column] ?? {}
    if (by === undefined) throw new Error(`${rule.type} has no column ${column}.`)
    return `${by} ${direction} NULLS LAST`
  })
  return [...wanted, 'r."id" ASC'].join(', ')
}

/** The row is of a client that the requester may see; `more` is asked of it for a client's user. */
export function isInSight(more = 'TRUE'): string {
  return `
   AND CASE u."role"
         WHEN 'ADMIN' THEN TRUE
         WHEN 'STAFF' THEN EXISTS (
           SELECT FROM "UserClient" a WHERE a."userId" = u."id" AND a."clientId" = r."clientId")
         WHEN 'CLIENT' THEN r."clientId" = u."clientId" AND ${more}
       END`
}

/** A text is contained in one of the columns. */
export function search(...columns: string[]): string {
  const found = columns.map((column) => `position(lower(f->>'search') IN lower(${column})) > 0`)
  return `
   AND (f->>'search' IS NULL OR ${found.join(' OR ')})`
}

/** One value or several: JSON says that both `"a"` and `["a", "b"]` contain `"a"`. */
export function oneOf(filter: string, column: string): string {
  return `
   AND (f->'${filter}' IS NULL
     OR lower((f->'${filter}')::text)::jsonb @> to_jsonb(lower(${column}::text)))`
}

/** Instants from and before, or the days of these instants in the zone. */
export function between(from: string, to: string, column: string): string {
  return `
   AND (f->>'${from}' IS NULL OR CASE WHEN f->>'${from}' LIKE '____-__-__'
     THEN (${column} AT TIME ZONE u."zone")::date >= (f->>'${from}')::date
     ELSE ${column} >= (f->>'${from}')::timestamptz END)
   AND (f->>'${to}' IS NULL OR CASE WHEN f->>'${to}' LIKE '____-__-__'
     THEN (${column} AT TIME ZONE u."zone")::date <= (f->>'${to}')::date
     ELSE ${column} < (f->>'${to}')::timestamptz END)`
}

/** Days or decimals, both ends included. */
export function inRange(from: string, to: string, column: string, type: string): string {
  return `
   AND (f->>'${from}' IS NULL OR ${column} >= (f->>'${from}')::${type})
   AND (f->>'${to}' IS NULL OR ${column} <= (f->>'${to}')::${type})`
}

/** The filters that are the same for all types, but for where the service is. */
export function commonFilters(service: string): string {
  return [
    oneOf('clientIds', 'r."clientId"'),
    oneOf('serviceIds', service),
    oneOf('createdByIds', 'r."createdById"'),
    oneOf('ids', 'r."id"'),
    between('createdFrom', 'createdTo', 'r."createdAt"'),
    between('updatedFrom', 'updatedTo', 'r."updatedAt"'),
  ].join('')
}
