/** The notices' records and the users' addresses in a real database. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { NoticeEvent } from '../../contract/index.ts'
import { migrate } from '../../migrations/index.ts'
import { createSample, sampleUsers } from '../../stack/sample/index.ts'
import { freshDatabase, freshRoles } from '../../tests/support/stack.ts'
import { openDatabase } from '../index.ts'
import { knexContacts, knexNotices, type Notices, type PlannedNotice } from './index.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let knex: Knex
let notices: Notices

beforeAll(async () => {
  fresh = await freshDatabase()
  await migrate(fresh.url)
  await createSample({ connectionString: fresh.url, rows: 10 })
  // With the worker's rights, which must be enough.
  knex = openDatabase({ url: (await freshRoles(fresh.url)).worker, applicationName: 'test' })
  notices = knexNotices(knex)
}, 60_000)

afterAll(async () => {
  await knex.destroy()
  await fresh.dispose()
})

function planned(recipient: string, subject: string): PlannedNotice {
  return {
    subject,
    event: NoticeEvent.EXPORT_COMPLETED,
    channel: 'MAIL',
    recipient,
    exportId: 'e-1',
    attempt: 1,
    scheduleId: null,
  }
}

async function planOne(): Promise<string> {
  const [id] = await notices.plan([planned('u-1', randomUUID())])
  if (id === undefined) throw new Error('Nothing was planned')
  return id
}

describe('notices', () => {
  it('are planned once, however often that is done, and by two at a time', async () => {
    const subject = randomUUID()
    const both = [planned('u-1', subject), planned('u-2', subject)]
    const [first, second] = await Promise.all([notices.plan(both), notices.plan(both)])
    expect(first).toHaveLength(2)
    expect(second).toEqual(first)
    expect(await notices.plan([...both, planned('u-3', subject)])).toHaveLength(3)
    expect(await notices.plan([])).toEqual([])
  })

  it('are given again until they are delivered or given up', async () => {
    const subject = randomUUID()
    const three = ['u-1', 'u-2', 'u-3'].map((user) => planned(user, subject))
    const [delivered = '', givenUp = '', open] = await notices.plan(three)
    await notices.recordDelivered(delivered)
    await notices.recordGivenUp(givenUp, 'No such address')
    expect(await notices.plan(three)).toEqual([open])
  })

  it('keep count of tries and what the last that failed died of', async () => {
    const id = await planOne()
    expect(await notices.find(id)).toMatchObject({ tries: 0, lastTriedAt: null, lastError: null })
    await notices.recordTry(id, '421 busy\0')
    await notices.recordTry(id, '451 later')
    expect(await notices.find(id)).toMatchObject({
      tries: 2,
      lastTriedAt: expect.any(Date),
      lastError: '451 later',
      deliveredAt: null,
    })
    await notices.recordDelivered(id)
    expect(await notices.find(id)).toMatchObject({
      tries: 3,
      lastError: '451 later',
      deliveredAt: expect.any(Date),
      gaveUpAt: null,
    })
  })

  it('that were delivered are never given up', async () => {
    const id = await planOne()
    await notices.recordDelivered(id)
    await notices.recordGivenUp(id)
    expect(await notices.find(id)).toMatchObject({ gaveUpAt: null, tries: 1 })
  })

  it('whose tries are used up keep the last error', async () => {
    const id = await planOne()
    await notices.recordTry(id, '451 later')
    await notices.recordGivenUp(id)
    expect(await notices.find(id)).toMatchObject({
      tries: 1,
      lastError: '451 later',
      gaveUpAt: expect.any(Date),
    })
  })
})

describe('contacts', () => {
  it('are users, with what Connexus knows of them', async () => {
    expect(await knexContacts(knex).find(sampleUsers.DEMO_STAFF_ID)).toEqual({
      email: 'user2@example.net',
      fullName: '美咲 Þórsson',
      timeZone: 'America/New_York',
      isActive: true,
    })
  })

  it.each([randomUUID(), 'no uuid', 'nul \0'])('are not there for %j', async (userId) => {
    expect(await knexContacts(knex).find(userId)).toBeUndefined()
  })
})
