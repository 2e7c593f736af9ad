/** What people choose a filter's values from: which names are found, in what order, and by whom. */
import { describe, expect, test } from '@jest/globals'
import type { z } from 'zod'
import type { FilterChoice, Scope } from '../../contract/index.ts'
import type { IExportHandler } from '../../handlers/index.ts'
import { HOSTILE_TEXTS } from './handlerHostileTexts.ts'
import { EVERYTHING } from './handlerReading.ts'
import { NAMES, SEARCHES } from './handlerSearch.ts'
import type { HandlerWorld } from './handlerWorld.ts'

/** The names behind a filter's ids. */
export interface NamedTable {
  table: string
  name: string
  /** Condition of the rows, as `o`, that are of one of the clients `?`. Default: all are everybody's. */
  ofClients?: string
}

interface Choosing {
  handler: IExportHandler
  choices: Readonly<Record<string, NamedTable | undefined>>
}

interface Asked {
  search?: string
  limit?: number
  scope?: Scope
}

const MOST = 50

export function describeChoices({ handler, choices }: Choosing, world: HandlerWorld): void {
  const { database, largestClients } = world
  const filters = Object.entries<z.ZodType>(handler.filterSchema().shape)
  const offered = Object.entries(choices).flatMap(([filter, names]) =>
    names ? [{ filter, names }] : [],
  )

  async function ask(
    filter: string,
    { search = '', limit = MOST, scope = EVERYTHING }: Asked,
  ): Promise<FilterChoice[]> {
    return await database().transaction(
      (transaction) => handler.choices(filter, search, limit, scope, transaction),
      { readOnly: true },
    )
  }

  /** Every name that fits the condition on `o`, in the database's own order. */
  async function storedNames(
    { table, name }: NamedTable,
    where = 'TRUE',
    values: (string | string[])[] = [],
  ): Promise<FilterChoice[]> {
    const { rows } = await database().raw<{ rows: FilterChoice[] }>(
      `SELECT o."id" AS value, o."${name}" AS label FROM "${table}" o WHERE ${where}
       ORDER BY o."${name}", o."id"`,
      values,
    )
    return rows
  }

  describe('choices', () => {
    test.each(filters)('are offered for %s as the contract says', async (filter, schema) => {
      const isOffered = offered.some((one) => one.filter === filter)
      expect(schema.meta()?.['choices'] ?? false).toBe(isOffered)
      if (!isOffered) {
        await expect(ask(filter, {})).rejects.toMatchObject({
          failures: [{ code: 'INVALID_REQUEST', field: `filters.${filter}` }],
        })
      }
    })

    describe.each(offered)('for $filter', ({ filter, names }) => {
      test('are all names in their order, as many as are asked for', async () => {
        const all = await storedNames(names)
        expect(all.length).toBeGreaterThan(3)
        expect(await ask(filter, {})).toEqual(all.slice(0, MOST))
        expect(await ask(filter, { limit: 3 })).toEqual(all.slice(0, 3))
      })

      test('show no client outside of the scope, whatever is searched for', async () => {
        const [foreign = '', ...clientIds] = await largestClients(3)
        const scope: Scope = { kind: 'clients', clientIds, confidential: true }
        const nobody: Scope = { ...scope, clientIds: [] }
        const { ofClients } = names
        if (ofClients === undefined) {
          const all = (await storedNames(names)).slice(0, MOST)
          expect(await ask(filter, { scope })).toEqual(all)
          expect(await ask(filter, { scope: nobody })).toEqual(all)
          return
        }
        const visible = await storedNames(names, ofClients, [clientIds])
        expect(visible.length).toBeGreaterThan(1)
        expect(await ask(filter, { scope })).toEqual(visible.slice(0, MOST))
        expect(await ask(filter, { scope: nobody })).toEqual([])
        const [hidden] = await storedNames(names, ofClients, [[foreign]])
        const search = hidden?.label ?? ''
        expect(await ask(filter, { search })).toContainEqual(hidden)
        expect(await ask(filter, { search, scope })).not.toContainEqual(hidden)
      })

      test.each(['', ...HOSTILE_TEXTS])('are searched for %j like any text', async (search) => {
        const contained = `position(lower(?) in lower(o."${names.name}")) > 0`
        expect(await ask(filter, { search })).toEqual(
          (await storedNames(names, contained, [search])).slice(0, MOST),
        )
      })

      test('take every sign as it is, whatever its case, and ids decide between equals', async () => {
        const ids = (await storedNames(names)).map(({ value }) => value).slice(0, NAMES.length)
        for (const [index, id] of ids.entries()) {
          await database()(names.table)
            .where({ id })
            .update({ [names.name]: NAMES[index] ?? '' })
        }
        for (const [search, found] of SEARCHES) {
          const labels = (await ask(filter, { search })).filter(({ value }) => ids.includes(value))
          expect(labels.map(({ label }) => label)).toEqual(
            found.filter((name) => NAMES.indexOf(name) < ids.length),
          )
        }
        await database()(names.table)
          .whereIn('id', ids)
          .update({ [names.name]: 'The same' })
        const same = (await ask(filter, { search: 'the SAME' })).map(({ value }) => value)
        expect(same).toEqual(ids.toSorted())
      })

      test('that are no search or too many are refused, both at once', async () => {
        for (const [search, limit] of [
          ['a\0b', 0],
          ['x'.repeat(201), 51],
        ] as const) {
          await expect(ask(filter, { search, limit })).rejects.toMatchObject({
            failures: [{ field: 'search' }, { field: 'limit' }],
          })
        }
        await expect(ask(filter, { limit: 1.5 })).rejects.toMatchObject({
          failures: [{ code: 'INVALID_REQUEST', field: 'limit' }],
        })
      })
    })
  })
}
