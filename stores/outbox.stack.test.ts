/** Messages of the outbox, sent by relays that fail, race and die. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { migrate } from '../migrations/index.ts'
import { freshDatabase } from '../tests/support/stack.ts'
import { knexOutbox, type Outbox, openDatabase } from './index.ts'

const DUE = { olderThanSeconds: 10, limit: 100 }

let database: Awaited<ReturnType<typeof freshDatabase>>
let knex: Knex
let outbox: Outbox
let sent: string[]

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database.url)
  knex = openDatabase({ url: database.url, applicationName: 'stores-test' })
  outbox = knexOutbox(knex)
})
afterAll(async () => {
  await knex.destroy()
  await database.dispose()
})
beforeEach(async () => {
  await knex('ExportOutbox').delete()
  sent = []
})

async function put(
  body: string,
  ageSeconds: number,
): Promise<{ exportId: string; attempt: number }> {
  const key = { exportId: randomUUID(), attempt: 1 }
  const createdAt = knex.raw(`now() - make_interval(secs => ?)`, [ageSeconds])
  await knex('ExportOutbox').insert({ ...key, body, createdAt })
  return key
}

const send = (body: string) => Promise.resolve(void sent.push(body))
const forgetClaims = () => knex('ExportOutbox').update({ claimedUntil: null })
const left = async () => (await knex('ExportOutbox').pluck<string[]>('body')).toSorted()

it('sends what is due, oldest first, and leaves the rest to whoever recorded it', async () => {
  await put('second', 20)
  await put('first', 30)
  await put('young', 1)
  expect(await outbox.sendDue(DUE, send)).toBe(2)
  expect(sent).toEqual(['first', 'second'])
  expect(await left()).toEqual(['young'])
})

it('keeps a message that could not be sent, and tells why', async () => {
  await put('a', 20)
  await expect(outbox.sendDue(DUE, () => Promise.reject(new Error('no queue')))).rejects.toThrow(
    'no queue',
  )
  expect(await left()).toEqual(['a'])
  await forgetClaims()
  expect(await outbox.sendDue(DUE, send)).toBe(1)
})

it('goes past a message that the queue never takes', async () => {
  await put('poison', 30)
  await put('good', 20)
  const choosy = async (body: string) => {
    if (body === 'poison') throw new Error('never')
    await send(body)
  }
  await expect(outbox.sendDue(DUE, choosy)).rejects.toThrow('never')
  expect(await outbox.sendDue(DUE, choosy)).toBe(1)
  expect(sent).toEqual(['good'])
  expect(await left()).toEqual(['poison'])
})

it('holds neither a connection nor a lock while the queue is slow', async () => {
  const slow = Promise.withResolvers<void>()
  const narrow = openDatabase({ url: database.url, applicationName: 'narrow', maxConnections: 1 })
  try {
    const key = await put('mine', 0)
    const asked = Promise.withResolvers<void>()
    const sending = knexOutbox(narrow).sendOne(key, () => {
      asked.resolve()
      return slow.promise
    })
    await asked.promise
    await expect(narrow.raw('SELECT 1')).resolves.toBeDefined()
    await outbox.sendOne(key, send)
    expect(sent).toEqual([])
    slow.resolve()
    await sending
    expect(await left()).toEqual([])
  } finally {
    await narrow.destroy()
  }
})

it('lets two relays share the work, and sends nothing twice', async () => {
  for (let n = 0; n < 20; n += 1) await put(`m${n}`, 20)
  const slowly = async (body: string) => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    sent.push(body)
  }
  const counts = await Promise.all([outbox.sendDue(DUE, slowly), outbox.sendDue(DUE, slowly)])
  expect(counts[0] + counts[1]).toBe(20)
  expect(new Set(sent).size).toBe(20)
  expect(await left()).toEqual([])
})

it('stops at its limit', async () => {
  for (let n = 0; n < 3; n += 1) await put(`m${n}`, 20)
  expect(await outbox.sendDue({ ...DUE, limit: 2 }, send)).toBe(2)
  expect(await left()).toHaveLength(1)
})

it('leaves one that could not be sent by its key to whoever relays', async () => {
  const key = await put('mine', 20)
  await expect(outbox.sendOne(key, () => Promise.reject(new Error('no queue')))).rejects.toThrow(
    'no queue',
  )
  expect(await outbox.sendDue(DUE, send)).toBe(1)
})

it('sends one by its key, and not again', async () => {
  const key = await put('mine', 0)
  await put('other', 0)
  await outbox.sendOne(key, send)
  await outbox.sendOne(key, send)
  expect(sent).toEqual(['mine'])
  expect(await left()).toEqual(['other'])
})
