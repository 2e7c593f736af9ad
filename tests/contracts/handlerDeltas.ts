/**
 * That files of changes lose nothing: applied in their order to the file of all rows before them they
 * give what a fresh one gives, whatever happened to the rows and whenever each file was made.
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
import type { ChangeWindow, RowRequest } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import type { IExportHandler } from '../../handlers/index.ts'
import { type Changing, REFUSED, readChanges } from './handlerChanges.ts'
import { instantAt, type OtherChanges, type RowHistory, withHistory } from './handlerHistory.ts'
import type { HandlerWorld } from './handlerWorld.ts'

/** Rows that exist before the first file, and ids of rows that may come. */
const ROWS = 5
const TO_COME = 3
/** Rows that others are made like: as many that fit the filter as any. */
const MODELS = 6
const RUNS = 40
const ALL_ROWS = { start: null, end: instantAt(0) }
const OWN_CHANGES = ['insert', 'overwrite', 'remove', 'restore'] as const

interface Step {
  /** One of the row's own changes, or the name of another one. */
  kind: string
  /** Index of the row. */
  row: number
  /** Index of the model. */
  like: number
  /** Whether it happens in the same microsecond as the step before, unless a window ends between. */
  isAtOnce: boolean
}

interface Window {
  /** Whether the files up to here are made before anything of it happens: else they wait. */
  isCaughtUp: boolean
  steps: Step[]
}

function anyWindows(otherChanges: OtherChanges): Arbitrary<Window[]> {
  const step = record({
    kind: constantFrom(...OWN_CHANGES, ...Object.keys(otherChanges)),
    row: nat(ROWS + TO_COME - 1),
    like: nat(2 * MODELS - 1),
    isAtOnce: boolean(),
  })
  const window = record({ isCaughtUp: boolean(), steps: array(step, { maxLength: 6 }) })
  return array(window, { minLength: 1, maxLength: 4 })
}

/** Keeps what each id shows, as the receiver of a schedule's files does. */
class Receiver {
  readonly #handler: IExportHandler
  readonly #request: RowRequest
  readonly #idColumn: string
  rows = new Map<Cell, string>()

  constructor(handler: IExportHandler, request: RowRequest, idColumn: string) {
    this.#handler = handler
    this.#request = { ...request, columns: handler.columns().map(({ key }) => key) }
    this.#idColumn = idColumn
  }

  async take(window: ChangeWindow, transaction: Knex.Transaction): Promise<void> {
    const { keys, rows } = await readChanges(this.#handler, this.#request, window, transaction)
    const idAt = keys.indexOf(this.#idColumn)
    if (window.start === null) this.rows.clear()
    for (const cells of rows) {
      const id = cells[idAt] ?? null
      const change = window.start === null ? 'created' : cells.shift()
      if (change === 'created' || change === 'updated') this.rows.set(id, JSON.stringify(cells))
      else this.rows.delete(id)
    }
  }
}

export function describeDeltas(contract: Changing, world: HandlerWorld): void {
  const { handler, table, idColumn, otherChanges = {} } = contract
  const { idsWhere } = world
  const anything = { filters: {}, timeZone: 'UTC', where: 'TRUE' }
  const filtered = Object.entries(contract.filters).flatMap(([name, values]) =>
    REFUSED.includes(name) || name === 'ids'
      ? []
      : values.map(({ value, timeZone = 'UTC', where }) => ({
          filters: { [name]: value },
          timeZone,
          where,
        })),
  )

  async function happen(
    history: RowHistory,
    { kind, at, id, like }: { kind: string; at: string; id: string; like: string },
  ): Promise<void> {
    const own = OWN_CHANGES.find((name) => name === kind)
    if (own) await history[own]({ id, at }, like)
    else await history.change({ id, at }, otherChanges[kind] ?? [])
  }

  async function holds(given: typeof anything, windows: Window[]): Promise<void> {
    const models = [
      ...(await idsWhere(given.where, [], `t."id" LIMIT ${MODELS}`)),
      ...(await idsWhere('TRUE', [], `t."id" LIMIT ${MODELS}`)),
    ]
    const ids = [
      ...(await idsWhere('TRUE', [], `t."id" DESC LIMIT ${ROWS}`)),
      ...Array.from({ length: TO_COME }, () => randomUUID()),
    ]
    const request = { filters: { ...given.filters, ids }, timeZone: given.timeZone }
    const receiver = new Receiver(handler, request, idColumn)
    const fresh = new Receiver(handler, request, idColumn)

    await withHistory(world, table, async (history, transaction) => {
      const files: ChangeWindow[] = [ALL_ROWS]
      let now = 0
      for (const { isCaughtUp, steps } of windows) {
        if (isCaughtUp) await takeAll(files.splice(0), receiver, transaction)
        // The first step happens in the very microsecond in which the window before it has ended.
        const start = instantAt(now)
        for (const { kind, row, like, isAtOnce } of steps) {
          if (!isAtOnce) now += 1
          const model = models[like % models.length] ?? ''
          await happen(history, { kind, at: instantAt(now), id: ids[row] ?? '', like: model })
        }
        now += 1
        files.push({ start, end: instantAt(now) })
      }
      await takeAll(files, receiver, transaction)
      await fresh.take(ALL_ROWS, transaction)
      expect(receiver.rows).toEqual(fresh.rows)
    })
  }

  describe('files of changes', () => {
    test('applied in their order give a fresh file of all rows, whatever happened', async () => {
      const given = constantFrom(anything, ...filtered)
      const property = asyncProperty(given, anyWindows(otherChanges), holds)
      await assert(property, { numRuns: RUNS })
    })
  })
}

async function takeAll(
  files: readonly ChangeWindow[],
  receiver: Receiver,
  transaction: Knex.Transaction,
): Promise<void> {
  for (const window of files) await receiver.take(window, transaction)
}
