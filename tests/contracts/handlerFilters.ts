/** What each filter of a handler lets through: by the contract's own SQL, and what all have in common. */
import { describe, expect, test } from '@jest/globals'
import type { IExportHandler } from '../../handlers/index.ts'
import { HOSTILE_TEXTS } from './handlerHostileTexts.ts'
import { EVERYTHING } from './handlerReading.ts'
import type { HandlerWorld } from './handlerWorld.ts'

interface Filtered {
  handler: IExportHandler
  table: string
  textFilters?: Readonly<Record<string, string | undefined>>
  filters: Readonly<Record<string, readonly { value: unknown; timeZone?: string; where: string }[]>>
  combined: readonly { filters: unknown; where: string }[]
}

/** Time zone, a day there, when it begins and when it ends. */
const ODD_DAYS: [string, string, string, string][] = [
  // A day of 23 hours, one of 25, and one that begins 14 hours before UTC's.
  ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
  ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'],
  ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00Z', '2026-01-01T10:00:00Z'],
]

export function describeFilters(contract: Filtered, world: HandlerWorld): void {
  const { handler, table, textFilters = {} } = contract
  const { database, idsOf, idsWhere, setRows } = world
  const names = Object.keys(handler.filterSchema().shape)

  const single = Object.entries(contract.filters).flatMap(([name, cases]) =>
    cases.map(({ value, timeZone = 'UTC', where }) => ({
      filters: { [name]: value },
      timeZone,
      where,
    })),
  )
  const combined = contract.combined.map(({ filters, where }) => ({
    filters: { ...(filters as Record<string, unknown>) },
    timeZone: 'UTC',
    where,
  }))

  describe('filters', () => {
    test.each([...single, ...combined])('$filters', async ({ filters, timeZone, where }) => {
      const expected = await idsWhere(where)
      expect(expected.length).toBeGreaterThan(0)
      expect(handler.validate({ filters })).toEqual([])
      expect(await idsOf({ filters, timeZone })).toEqual(expected)
      const request = { filters, timeZone }
      const estimate = await database().transaction((transaction) =>
        handler.estimate(request, EVERYTHING, transaction),
      )
      expect(estimate).toEqual({ rows: expected.length, basis: 'COUNTED' })
    })

    test.each([null, ''])('that are %j are absent', async (absent) => {
      const filters = Object.fromEntries(names.map((name) => [name, absent]))
      expect(handler.validate({ filters })).toEqual([])
      expect(await idsOf({ filters })).toEqual(await idsWhere('TRUE'))
    })

    test.each(HOSTILE_TEXTS)('refuse %s where no text is asked for', (value) => {
      const typed = names.filter((name) => name !== 'search' && !(name in textFilters))
      const failures = handler.validate({
        filters: Object.fromEntries(typed.map((name) => [name, value])),
      })
      expect(failures.map(({ field }) => field)).toEqual(typed.map((name) => `filters.${name}`))
    })

    const hostile = Object.entries(textFilters).flatMap(([name, where = '']) =>
      HOSTILE_TEXTS.map((text) => ({ name, text, where })),
    )
    if (hostile.length > 0) {
      test.each(hostile)('$name takes $text for a text', async ({ name, text, where }) => {
        expect(await idsOf({ filters: { [name]: text } })).toEqual(await idsWhere(where, [text]))
      })
    }

    test.each(ODD_DAYS)('a day is that day in %s: %s', async (timeZone, day, start, end) => {
      const instants = [`${start} -1 us`, start, `${end} -1 us`, end]
      const ids = await setRows(instants.map(() => ({ createdAt: start, updatedAt: start })))
      for (const [index, id] of ids.entries()) {
        const [instant = '', shift = '0 us'] = (instants[index] ?? '').split(/ (.*)/)
        await database().raw(
          `UPDATE "${table}" SET "createdAt" = ?::timestamptz + ?::interval,
             "updatedAt" = ?::timestamptz + ?::interval WHERE "id" = ?`,
          [instant, shift, instant, shift, id],
        )
      }
      for (const field of ['created', 'updated']) {
        const filters = { [`${field}From`]: day, [`${field}To`]: day }
        const within = await idsOf({ timeZone, filters })
        expect(ids.map((id) => within.includes(id))).toEqual([false, true, true, false])
      }
    })

    test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
      'from the first day to the last is everything in %s',
      async (timeZone) => {
        const filters = Object.fromEntries(
          ['created', 'updated'].flatMap((field) => [
            [`${field}From`, '0001-01-01'],
            [`${field}To`, '9999-12-31'],
          ]),
        )
        expect(await idsOf({ timeZone, filters })).toEqual(await idsWhere('TRUE'))
      },
    )

    test('an instant is included as a start and excluded as an end', async () => {
      const at = '2026-07-14T12:00:00.000001Z'
      const later = '2026-07-14T12:00:00.000002Z'
      const [id = ''] = await setRows([{ createdAt: at, updatedAt: at }])
      for (const field of ['created', 'updated']) {
        const withFilter = async (name: string, value: string): Promise<boolean> =>
          (await idsOf({ filters: { ids: id, [`${field}${name}`]: value } })).includes(id)
        expect(await withFilter('From', at)).toBe(true)
        expect(await withFilter('From', later)).toBe(false)
        expect(await withFilter('To', at)).toBe(false)
        expect(await withFilter('To', later)).toBe(true)
      }
    })
  })
}
