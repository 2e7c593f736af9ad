/** Jobs that are given the file of another one, while that is removed, or its giver dies. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import type { ExportRequest, Scope } from '../contract/index.ts'
import { migrate } from '../migrations/index.ts'
import { freshDatabase } from '../tests/support/stack.ts'
import { type ExportRequests, knexExportRequests, type NewExport, openDatabase } from './index.ts'
import { createExport } from './knexNewExport.ts'

const REQUEST: ExportRequest = { type: 'SOW', fileType: 'CSV', reuseWithin: 60 }
const SCOPE: Scope = { kind: 'clients', clientIds: [randomUUID()], confidential: true }
const SNAPSHOT = '2026-11-26T05:00:00.123456Z'

let database: Awaited<ReturnType<typeof freshDatabase>>
let knex: Knex
let requests: ExportRequests
/** A finished export of `ownerId`, and where its file is. */
let sourceId: string
let ownerId: string
let objectKey: string

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database.url)
  knex = openDatabase({ url: database.url, applicationName: 'stores-test' })
  requests = knexExportRequests(knex)
})
afterAll(async () => {
  await knex.destroy()
  await database.dispose()
})
beforeEach(async () => {
  sourceId = randomUUID()
  ownerId = randomUUID()
  objectKey = `exports/${sourceId}/1-a/sow.csv`
  await knex('ExportJob').insert({
    id: sourceId,
    type: 'SOW',
    fileType: 'CSV',
    status: 'COMPLETED',
    createdById: ownerId,
    objectKey,
    reuseDigest: 'r1',
    scope: JSON.stringify(SCOPE),
    snapshotAt: SNAPSHOT,
    rowCount: '9007199254740993',
    warnings: '{}',
  })
})

function asked(reuse: Partial<NonNullable<NewExport['reuse']>> = {}): NewExport {
  const [id, userId] = [randomUUID(), randomUUID()]
  return {
    id,
    createdById: userId,
    request: REQUEST,
    digest: 'd1',
    idempotencyKey: null,
    message: 'm',
    maxOpen: 20,
    access: {
      userId,
      action: 'REQUEST',
      exportId: id,
      refusalCode: null,
      address: null,
      userAgent: null,
    },
    reuse: {
      sourceId,
      digest: 'r1',
      scope: SCOPE,
      objectKey,
      // Since long before the snapshot.
      withinSeconds: 1e9,
      tenantId: null,
      fileUrl: 's3://files/x',
      retentionHours: 0,
      ...reuse,
    },
  }
}

const removed = () =>
  requests.remove({
    exportId: sourceId,
    createdById: ownerId,
    access: { ...asked().access, action: 'REMOVE', exportId: sourceId },
  })
const isShared = async () => {
  const others = knex('ExportJob').where({ objectKey, deletedAt: null }).whereNot({ id: sourceId })
  return (await others.first('id')) !== undefined
}

it('holds the very file: no digit and no microsecond is lost', async () => {
  const creation = await requests.create(asked())
  expect(creation).toMatchObject({ kind: 'REUSED', record: { expiresAt: null, isExpired: false } })
  const own = await knex('ExportJob')
    .where({ reusedFrom: sourceId })
    .first<Record<string, unknown>>(
      'rowCount',
      knex.raw(`"snapshotAt" = ?::timestamptz AS "isSame"`, [SNAPSHOT]),
    )
  expect(own).toEqual({ rowCount: '9007199254740993', isSame: true })
  expect(await isShared()).toBe(true)
})

it.each<[string, Partial<NonNullable<NewExport['reuse']>>]>([
  ['another digest', { digest: 'r2' }],
  ['another key', { objectKey: 'exports/x/1-a/sow.csv' }],
  ['another scope', { scope: { kind: 'all' } }],
  ['a scope that differs in one thing', { scope: { ...SCOPE, confidential: false } }],
  ['rows that are younger', { withinSeconds: 1 }],
  ['another source', { sourceId: randomUUID() }],
])('is an ordinary job where the source has not %s', async (_, reuse) => {
  expect(await requests.create(asked(reuse))).toMatchObject({ kind: 'CREATED' })
  expect(await isShared()).toBe(false)
})

describe('while a file is being given', () => {
  it('its job is not removed before that is done, and then shares the file', async () => {
    const giving = await knex.transaction()
    await createExport(giving, asked())
    const removing = removed()
    const meanwhile = knex.raw('SELECT pg_sleep(0.3)').then(() => 'still waiting')
    expect(await Promise.race([removing, meanwhile])).toBe('still waiting')
    await giving.commit()
    expect(await removing).toMatchObject({ id: sourceId })
    expect(await isShared()).toBe(true)
  })

  it('and the giver is killed, nothing is left of it', async () => {
    const given = asked()
    const giving = knex.transaction(async (transaction) => {
      await createExport(transaction, given)
      await transaction.raw('SELECT pg_terminate_backend(pg_backend_pid())')
    })
    await expect(giving).rejects.toThrow('terminat')
    await removed()
    expect(await requests.find(given.id)).toBeUndefined()
    expect(await knex('ExportAccessLog').where({ exportId: given.id })).toEqual([])
    expect(await isShared()).toBe(false)
  })

  it('others are given it as well', async () => {
    const giving = await knex.transaction()
    await createExport(giving, asked())
    expect(await requests.create(asked())).toMatchObject({ kind: 'REUSED' })
    await giving.commit()
    expect(await knex('ExportJob').where({ reusedFrom: sourceId })).toHaveLength(2)
  })
})

it('is not given while its job is being removed, which nobody waits for', async () => {
  const removing = await knex.transaction()
  await removing('ExportJob').where({ id: sourceId }).forUpdate().first()
  expect(await requests.create(asked())).toMatchObject({ kind: 'CREATED' })
  await removing.rollback()
})
