/**
 * That a schedule of changes never leaves a gap: its files, applied in their order to the first one,
 * give a fresh full file, whatever was written late, failed or was left out.
 */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Arbitrary, array, assert, asyncProperty, constantFrom, nat, record } from 'fast-check'
import type { Knex } from 'knex'
import type { ExportRequest } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import { type DueSchedule, openSchedulesWorld, type SchedulesWorld } from './world.ts'

let world: SchedulesWorld

beforeAll(async () => {
  world = await openSchedulesWorld({ rows: 60 })
})
afterAll(() => world.dispose())

/** Of the sample's rows, those that something happens to. */
const ROWS = 8
const RUNS = 25

const KINDS = [
  'insert',
  'update',
  'archive',
  'activate',
  'delete',
  'version',
  // Written now, and committed some steps later.
  'writeLate',
  'commit',
  'rollback',
  'export',
  'fail',
  'cancel',
] as const
interface Step {
  kind: (typeof KINDS)[number]
  row: number
}

interface LateWrite {
  transaction: Knex.Transaction
  row: number
}

/** A file as its receiver keeps it: what each id shows. */
type Copy = Map<Cell, string>

class History {
  readonly #schedule: DueSchedule
  readonly #ids: readonly string[]
  readonly #late: LateWrite[] = []
  readonly copy: Copy = new Map()

  constructor(schedule: DueSchedule, ids: readonly string[]) {
    this.#schedule = schedule
    this.#ids = ids
  }

  async step({ kind, row }: Step): Promise<void> {
    // A row that an open transaction has written would wait for it.
    const id = this.#late.some((write) => write.row === row) ? undefined : this.#ids[row]
    switch (kind) {
      case 'insert':
        return await insert(this.#ids[row] ?? '')
      case 'update':
        return await change(id, { scopeName: randomUUID() })
      case 'archive':
        return await change(id, { scopeOfWorkStatus: 'ARCHIVED' })
      case 'activate':
        return await change(id, { scopeOfWorkStatus: 'ACTIVE', deletedAt: null })
      case 'delete':
        // Touches nothing else: the time of deletion is a time of change.
        return await markDeleted(id)
      case 'version':
        return await newVersion(id)
      case 'writeLate':
        if (id !== undefined) this.#late.push(await writeLate(id, row))
        return
      case 'commit':
        return void (await this.#late.shift()?.transaction.commit())
      case 'rollback':
        return void (await this.#late.shift()?.transaction.rollback())
      case 'export':
        return await this.#export()
      case 'fail':
        return await this.#endWithout('FAILED')
      case 'cancel':
        return await this.#endWithout('CANCELLED')
    }
  }

  /** Ends what a history that failed has left open: it would hold back all that come after it. */
  async abandon(): Promise<void> {
    for (const { transaction } of this.#late.splice(0)) await transaction.rollback()
  }

  /** Nothing is open any more, and what has happened is in a file. */
  async settle(): Promise<void> {
    for (const { transaction } of this.#late.splice(0)) await transaction.commit()
    await this.#export()
  }

  async #due(): Promise<string | undefined> {
    const run = await world.plan(this.#schedule, new Date(Date.now() + 1))
    return run.kind === 'EXPORT' ? run.exportId : undefined
  }

  async #export(): Promise<void> {
    const exportId = await this.#due()
    if (exportId === undefined) return
    const { keys, rows } = await world.read(exportId)
    await world.end(exportId, 'COMPLETED')
    const at = keys.indexOf('scopeId')
    // A file of every row takes the place of all that was there before.
    if (keys[0] !== 'change') this.copy.clear()
    for (const cells of rows) {
      const id = cells[at] ?? null
      const shown = keys[0] === 'change' ? cells.slice(1) : cells
      const isGone = keys[0] === 'change' && (cells[0] === 'deleted' || cells[0] === 'removed')
      if (isGone) this.copy.delete(id)
      else this.copy.set(id, JSON.stringify(shown))
    }
  }

  async #endWithout(status: 'FAILED' | 'CANCELLED'): Promise<void> {
    const exportId = await this.#due()
    if (exportId !== undefined) await world.end(exportId, status)
  }
}

async function insert(like: string): Promise<void> {
  await world.sql.raw(
    `INSERT INTO "ScopeOfWork" ("id", "scopeName", "serviceId", "clientId", "scopeOfWorkStatus",
       "createdById", "createdAt", "updatedAt")
     SELECT ?, "scopeName", "serviceId", "clientId", 'ACTIVE', "createdById", now(), now()
       FROM "ScopeOfWork" WHERE "id" = ?`,
    [randomUUID(), like],
  )
}

async function markDeleted(id: string | undefined): Promise<void> {
  if (id === undefined) return
  await world.sql('ScopeOfWork').where({ id }).update({ deletedAt: world.sql.fn.now() })
}

async function change(id: string | undefined, values: Record<string, unknown>): Promise<void> {
  if (id === undefined) return
  await world
    .sql('ScopeOfWork')
    .where({ id })
    .update({ ...values, updatedAt: world.sql.fn.now() })
}

/** The scope of work itself stays untouched. */
async function newVersion(id: string | undefined): Promise<void> {
  if (id === undefined) return
  await world.sql.transaction(async (transaction) => {
    await transaction('ScopeOfWorkVersion')
      .where({ scopeOfWorkId: id })
      .update({ isCurrent: false })
    await transaction.raw(
      `INSERT INTO "ScopeOfWorkVersion" ("id", "scopeOfWorkId", "versionNumber", "isCurrent",
         "description", "createdById", "createdAt")
       SELECT gen_random_uuid(), "id", (random() * 1e6)::int, true, 'new', "createdById", now()
         FROM "ScopeOfWork" WHERE "id" = ?`,
      [id],
    )
  })
}

async function writeLate(id: string, row: number): Promise<LateWrite> {
  const transaction = await world.sql.transaction()
  await transaction('ScopeOfWork')
    .where({ id })
    .update({ scopeName: randomUUID(), deletedAt: null, updatedAt: transaction.fn.now() })
  return { transaction, row }
}

function anyHistory(): Arbitrary<Step[]> {
  return array(record({ kind: constantFrom(...KINDS), row: nat(ROWS - 1) }), {
    minLength: 5,
    maxLength: 30,
  })
}

async function freshFile(): Promise<Copy> {
  const schedule = await world.create({ request: REQUEST })
  const run = await world.plan(schedule, new Date())
  if (run.kind !== 'EXPORT') throw new Error('A new schedule exports every row.')
  const { keys, rows } = await world.read(run.exportId)
  const at = keys.indexOf('scopeId')
  return new Map(rows.map((cells) => [cells[at] ?? null, JSON.stringify(cells)]))
}

const REQUEST: ExportRequest = {
  type: 'SOW',
  fileType: 'CSV',
  filters: { status: ['ACTIVE', 'DRAFT'] },
  columns: ['scopeOfWorkName', 'status', 'version', 'description', 'scopeId'],
}

async function holds(steps: readonly Step[], fullEvery: number | null): Promise<void> {
  const ids = await world.sql('ScopeOfWork').orderBy('id').limit(ROWS).pluck<string[]>('id')
  const history = new History(await world.create({ request: REQUEST, fullEvery }), ids)
  try {
    await history.step({ kind: 'export', row: 0 })
    for (const step of steps) await history.step(step)
    await history.settle()
    expect(history.copy).toEqual(await freshFile())
  } finally {
    await history.abandon()
  }
}

test('files of changes give what a fresh file of every row gives', async () => {
  const every = constantFrom(null, 1, 3)
  await assert(asyncProperty(anyHistory(), every, holds), { numRuns: RUNS })
}, 120_000)
