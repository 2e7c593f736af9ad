/**
 * That files of changes lose nothing: applied in their order to the first full file they give what a
 * fresh full file gives, whatever happened to the rows and whenever each file was made.
 */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  nat,
  record,
} from 'fast-check'
import type { Knex } from 'knex'
import type { Cell } from '../../contract/rows/index.ts'
import { type Changing, REFUSED, readChanges } from './handlerChanges.ts'
import { instantAt, type RowHistory, withHistory } from './handlerHistory.ts'
import type { HandlerWorld } from './handlerWorld.ts'

/** Rows that exist before the first file, and ids of rows that may come. */
const ROWS = 5
const TO_COME = 3
/** Rows that others are made like: as many that fit the filter as any. */
const MODELS = 6
const RUNS = 40

interface Step {
  kind: string
  /** Which of the rows. */
  row: number
  /** Which of the models. */
  like: number
  /** Whether it happens in the same microsecond as the step before, unless a window ends between. */
  isAtOnce: boolean
}

interface History {
  /** Index of a filter; none beyond the last one. */
  filter: number
  /** What happens in each window. */
  windows: Step[][]
  /** Whether each file is made only after all that happened. */
  isLate: boolean
}

/** A file as its receiver keeps it: what each id shows. */
type Copy = Map<Cell, string>

export function describeDeltas(contract: Changing, world: HandlerWorld): void {
  const { handler, table, idColumn, otherChanges = {} } = contract
  const { idsWhere } = world
  const filters = Object.entries(contract.filters).flatMap(([name, values]) =>
    REFUSED.includes(name) || name === 'ids'
      ? []
      : values.map(({ value, timeZone = 'UTC', where }) => ({ name, value, timeZone, where })),
  )

  function anyHistory(): Arbitrary<History> {
    const kinds = ['insert', 'overwrite', 'remove', 'restore', ...Object.keys(otherChanges)]
    const step = record({
      kind: constantFrom(...kinds),
      row: nat(ROWS + TO_COME - 1),
      like: nat(2 * MODELS - 1),
      isAtOnce: boolean(),
    })
    return record({
      filter: nat(filters.length),
      windows: array(array(step, { maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      isLate: boolean(),
    })
  }

  async function happen(
    history: RowHistory,
    kind: string,
    row: { id: string; at: string },
    like: string,
  ): Promise<void> {
    if (kind === 'insert') await history.insert(row, like)
    else if (kind === 'overwrite') await history.overwrite(row, like)
    else if (kind === 'remove') await history.remove(row)
    else if (kind === 'restore') await history.restore(row)
    else await history.change(row, otherChanges[kind] ?? [])
  }

  async function holds({ filter, windows, isLate }: History): Promise<void> {
    const { name, value, timeZone, where } = filters[filter] ?? {
      name: 'search',
      value: null,
      timeZone: 'UTC',
      where: 'TRUE',
    }
    const models = [
      ...(await idsWhere(where, [], `t."id" LIMIT ${MODELS}`)),
      ...(await idsWhere('TRUE', [], `t."id" LIMIT ${MODELS}`)),
    ]
    const ids = [
      ...(await idsWhere('TRUE', [], `t."id" DESC LIMIT ${ROWS}`)),
      ...Array.from({ length: TO_COME }, () => randomUUID()),
    ]
    const request = { filters: { ids, [name]: value }, timeZone }

    await withHistory(world, table, async (history, transaction) => {
      const copy = await fullFile(transaction)
      const files: { start: string; end: string }[] = []
      let now = 1
      let start = instantAt(0)
      for (const steps of windows) {
        for (const { kind, row, like, isAtOnce } of steps) {
          if (!isAtOnce) now += 1
          const happening = { id: ids[row] ?? '', at: instantAt(now) }
          await happen(history, kind, happening, models[like % models.length] ?? '')
        }
        // What happens next may happen in the very microsecond that is no longer in the window.
        now += 1
        files.push({ start, end: instantAt(now) })
        start = instantAt(now)
        if (!isLate) await applyFiles(files.splice(0), copy, transaction)
      }
      await applyFiles(files, copy, transaction)
      expect(copy).toEqual(await fullFile(transaction))
    })

    async function fullFile(transaction: Knex.Transaction): Promise<Copy> {
      const full = { start: null, end: instantAt(0) }
      const { keys, rows } = await readChanges(handler, request, full, transaction)
      const at = keys.indexOf(idColumn)
      return new Map(rows.map((cells) => [cells[at] ?? null, JSON.stringify(cells)]))
    }

    async function applyFiles(
      files: readonly { start: string; end: string }[],
      copy: Copy,
      transaction: Knex.Transaction,
    ): Promise<void> {
      for (const window of files) {
        const { keys, rows } = await readChanges(handler, request, window, transaction)
        const at = keys.indexOf(idColumn)
        for (const [change = null, ...cells] of rows) {
          const id = cells[at - 1] ?? null
          const isGone = change === 'deleted' || change === 'removed'
          if (isGone) copy.delete(id)
          else copy.set(id, JSON.stringify(cells))
        }
      }
    }
  }

  describe('files of changes', () => {
    test('applied in their order give a fresh full file, whatever happened', async () => {
      await assert(asyncProperty(anyHistory(), holds), { numRuns: RUNS })
    })
  })
}
