import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { freshDatabase } from '../tests/support/stack.ts'
import { knexRequesters, openDatabase } from './index.ts'

const [staff, client, clientA, clientB] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]

let database: Awaited<ReturnType<typeof freshDatabase>>
let knex: Knex

beforeAll(async () => {
  database = await freshDatabase()
  knex = openDatabase({ url: database.url, applicationName: 'stores-test' })
  await knex.raw(`
    CREATE TABLE IF NOT EXISTS "Users" (id uuid PRIMARY KEY, role text, "clientId" uuid,
      "timeZone" text, "isActive" boolean);
    CREATE TABLE IF NOT EXISTS "UserClient" ("userId" uuid, "clientId" uuid)`)
  await knex('Users').insert([
    { id: staff, role: 'STAFF', clientId: clientA, timeZone: 'Europe/Berlin', isActive: true },
    { id: client, role: 'CLIENT', clientId: clientB, timeZone: null, isActive: false },
  ])
  await knex('UserClient').insert([
    { userId: staff, clientId: clientB },
    { userId: staff, clientId: clientA },
    { userId: client, clientId: clientA },
  ])
})

afterAll(async () => {
  await knex.destroy()
  await database.dispose()
})

it('finds staff with their assigned clients, sorted, and no client of their own', async () => {
  expect(await knexRequesters(knex).find(staff)).toEqual({
    id: staff,
    role: 'STAFF',
    clientId: null,
    timeZone: 'Europe/Berlin',
    isActive: true,
    assignedClientIds: [clientA, clientB].toSorted(),
  })
})

it('finds an inactive client’s user with that client alone, in UTC unless said', async () => {
  expect(await knexRequesters(knex).find(client)).toEqual({
    id: client,
    role: 'CLIENT',
    clientId: clientB,
    timeZone: 'UTC',
    isActive: false,
    assignedClientIds: [],
  })
})

it.each([randomUUID(), 'nobody', '', "' OR 1=1 --"])('finds no user %j', async (id) => {
  expect(await knexRequesters(knex).find(id)).toBeUndefined()
})
