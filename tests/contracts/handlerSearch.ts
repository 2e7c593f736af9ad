/** The filter `search`: a part of a text, whatever its case, in which every sign stands for itself. */
import { describe, expect, test } from '@jest/globals'
import { HOSTILE_TEXTS } from './handlerHostileTexts.ts'
import { lookup } from './handlerSql.ts'
import type { HandlerWorld } from './handlerWorld.ts'

/** A text of the exported table or of another one, whose `id` is the expression `id` over `t`. */
export interface SearchedText {
  table: string
  column: string
  id: string
}

interface Searched {
  table: string
  searched: readonly SearchedText[]
}

/** Names of which some hold signs that patterns read in their own way. */
export const NAMES = ['a_b', 'axb', '50%', '500', 'back\\slash', 'Łódź depot']

/** A search, and the names that it finds. */
export const SEARCHES: [string, string[]][] = [
  ['a_b', ['a_b']],
  ['50%', ['50%']],
  ['_', ['a_b']],
  ['%', ['50%']],
  ['A_B', ['a_b']],
  ['BACK\\', ['back\\slash']],
  ['łódź', ['Łódź depot']],
]

export function describeSearch({ table, searched }: Searched, world: HandlerWorld): void {
  const { database, idsOf, idsWhere } = world

  /** Condition of the rows that have the text, given as `values`, in one of their columns. */
  const contained = searched
    .map((text) => `position(lower(?) in lower(${lookup(text.table, text.column, text.id)})) > 0`)
    .join(' OR ')

  /** Gives the searched column of as many rows these names, in `t`'s rows or in what they point at. */
  async function rename(text: SearchedText): Promise<string[]> {
    const { rows } = await database().raw<{ rows: { id: string; textId: string }[] }>(
      `SELECT DISTINCT ON (${text.id}) t."id", ${text.id} AS "textId" FROM "${table}" t
       WHERE t."deletedAt" IS NULL ORDER BY ${text.id}, t."id" LIMIT ${NAMES.length}`,
    )
    for (const [index, { id, textId }] of rows.entries()) {
      for (const { table: other, column, id: key } of searched) {
        await database().raw(
          `UPDATE "${other}" o SET "${column}" = 'plain' FROM "${table}" t
           WHERE t."id" = ? AND o."id" = ${key}`,
          [id],
        )
      }
      await database()(text.table)
        .where('id', textId)
        .update({ [text.column]: NAMES[index] ?? '' })
    }
    return rows.map(({ id }) => id)
  }

  describe('search', () => {
    test.each(searched)('takes the signs of $table $column as they are', async (text) => {
      const ids = await rename(text)
      for (const [search, names] of SEARCHES) {
        const found = await idsOf({ filters: { search, ids } })
        expect({ search, names: NAMES.filter((_, at) => found.includes(ids[at] ?? '')) }).toEqual({
          search,
          names,
        })
      }
    })

    test.each(['a_b', '50%', '_', '%'])('finds what contains %s', async (search) => {
      const expected = await idsWhere(contained, Array(searched.length).fill(search))
      expect(expected.length).toBeGreaterThan(0)
      expect(await idsOf({ filters: { search } })).toEqual(expected)
    })

    test.each(HOSTILE_TEXTS)('for %s is a search like any other', async (search) => {
      const expected = await idsWhere(contained, Array(searched.length).fill(search))
      expect(await idsOf({ filters: { search } })).toEqual(expected)
    })

    test('has harmed nothing', async () => {
      expect(await idsOf({})).toEqual(await idsWhere('TRUE'))
    })
  })
}
