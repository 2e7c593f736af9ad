/** Links to files, and to whom they are given: what a link fetches is read over HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Scope } from '../contract/index.ts'
import { sampleUsers } from '../stack/sample/index.ts'
import { type Entry, openEntry } from '../tests/support/entry.ts'

const { DEMO_ADMIN_ID, DEMO_STAFF_ID, DEMO_CLIENT_ID } = sampleUsers
const admin = { userId: DEMO_ADMIN_ID, address: '2001:db8::7' }
const staff = { userId: DEMO_STAFF_ID }
const client = { userId: DEMO_CLIENT_ID }
const ALL: Scope = { kind: 'all' }

let world: Entry
let clientIds: string[]
beforeAll(async () => {
  world = await openEntry()
  clientIds = await world
    .sql('UserClient')
    .where({ userId: DEMO_STAFF_ID })
    .orderBy('clientId')
    .pluck<string[]>('clientId')
})
afterAll(() => world.dispose())
beforeEach(async () => {
  await world.sql('ExportJob').delete()
})

interface Filed {
  scope: Scope | null
  filters?: Record<string, unknown>
  text?: string
}

async function filed(
  caller: { userId: string },
  { scope, filters = {}, text = 'a,b' }: Filed,
): Promise<string> {
  const request = { type: 'RFP', fileType: 'CSV', filters } as const
  const { job } = await world.exportData.request(caller, { request })
  await world.complete(job.id, { text, scope })
  return job.id
}

const scopeOf = (ids: string[]): Scope => ({ kind: 'clients', clientIds: ids, confidential: true })
const set = (id: string, columns: object) => world.sql('ExportJob').where({ id }).update(columns)

/** The staff user's clients are other ones while the work lasts. */
async function assigned(ids: string[], work: () => Promise<void>): Promise<void> {
  const rows = (clients: string[]) =>
    clients.map((clientId) => ({ userId: DEMO_STAFF_ID, clientId }))
  const assign = async (clients: string[]) => {
    await world.sql('UserClient').where({ userId: DEMO_STAFF_ID }).delete()
    if (clients.length > 0) await world.sql('UserClient').insert(rows(clients))
  }
  await assign(ids)
  try {
    await work()
  } finally {
    await assign(clientIds)
  }
}

describe('a link', () => {
  it('gives the bytes, the name in any script, and the media type', async () => {
    const id = await filed(admin, { scope: ALL, text: 'Łódź' })
    const link = await world.exportData.downloadLink(admin, id)
    expect(link.fileName).toBe('予算 2026.csv')
    const lasts = Date.parse(link.expiresAt) - Date.now()
    expect(lasts).toBeGreaterThan(290_000)
    expect(lasts).toBeLessThanOrEqual(300_000)
    const answer = await fetch(link.url)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('Łódź')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="__ 2026.csv"; filename*=UTF-8''%E4%BA%88%E7%AE%97%202026.csv`,
    )
    expect(link.url).toContain('X-Amz-Expires=300')
    expect(await world.log(id)).toContainEqual({
      userId: DEMO_ADMIN_ID,
      action: 'DOWNLOAD',
      refusalCode: null,
      address: '2001:db8::7',
      userAgent: null,
    })
  })

  it('is signed anew at each click, so that it never dies with what signed another one', async () => {
    const id = await filed(admin, { scope: ALL })
    const first = await world.exportData.downloadLink(admin, id)
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    const second = await world.exportData.downloadLink(admin, id)
    expect(new URL(second.url).searchParams.get('X-Amz-Date')).not.toBe(
      new URL(first.url).searchParams.get('X-Amz-Date'),
    )
  })
})

describe('no link is given', () => {
  const refused = async (caller: { userId: string }, id: string, code: string) => {
    await expect(world.exportData.downloadLink(caller, id)).rejects.toMatchObject({ code })
  }

  it('to a file whose time is over, or whose object is gone', async () => {
    const id = await filed(admin, { scope: ALL })
    await set(id, { expiresAt: world.sql.raw(`now() - interval '1 second'`) })
    await refused(admin, id, 'FILE_EXPIRED')
    expect(await world.exportData.get(admin, id)).toMatchObject({ file: { isExpired: true } })
    await set(id, { expiresAt: null })
    await world.store.objects.remove(await world.store.objects.list(`exports/${id}/`))
    await refused(admin, id, 'FILE_EXPIRED')
  })

  it('to a job without a file, for whoever asks', async () => {
    for (const caller of [admin, staff, client]) {
      const id = await filed(caller, { scope: null })
      for (const status of ['PENDING', 'FAILED', 'CANCELLED']) {
        await set(id, { status })
        await refused(caller, id, 'WRONG_STATUS')
      }
    }
  })

  it('to another’s file, which is logged', async () => {
    const id = await filed(staff, { scope: scopeOf(clientIds) })
    await refused(admin, id, 'UNKNOWN_JOB')
    await refused(client, id, 'UNKNOWN_JOB')
    const refusals = (await world.log(id)).filter(({ refusalCode }) => refusalCode !== null)
    expect(refusals.map(({ userId, action }) => [userId, action])).toEqual([
      [DEMO_ADMIN_ID, 'DOWNLOAD'],
      [DEMO_CLIENT_ID, 'DOWNLOAD'],
    ])
  })

  it('to staff who lost one of the clients whose rows it holds', async () => {
    const id = await filed(staff, { scope: scopeOf(clientIds) })
    expect((await world.exportData.downloadLink(staff, id)).url).toContain('X-Amz-Signature')
    await assigned(clientIds.slice(1), async () => {
      await refused(staff, id, 'REQUESTER_NOT_ALLOWED')
      expect(await world.log(id)).toContainEqual(
        expect.objectContaining({ action: 'DOWNLOAD', refusalCode: 'REQUESTER_NOT_ALLOWED' }),
      )
    })
  })

  it('but for the clients that the filters named, others may be lost', async () => {
    const [lost = '', kept = ''] = clientIds
    const id = await filed(staff, { scope: scopeOf(clientIds), filters: { clientIds: kept } })
    await assigned([kept], async () => {
      await world.exportData.downloadLink(staff, id)
    })
    await assigned([lost], async () => {
      await refused(staff, id, 'REQUESTER_NOT_ALLOWED')
    })
  })

  it('to a user of a client who belongs to another one now', async () => {
    const { clientId } = await world
      .sql('Users')
      .where({ id: DEMO_CLIENT_ID })
      .first<{ clientId: string }>('clientId')
    const scope: Scope = { kind: 'clients', clientIds: [clientId], confidential: false }
    const id = await filed(client, { scope })
    await world.exportData.downloadLink(client, id)
    const user = world.sql('Users').where({ id: DEMO_CLIENT_ID })
    const other = clientIds.find((candidate) => candidate !== clientId)
    await user.clone().update({ clientId: other })
    try {
      await refused(client, id, 'REQUESTER_NOT_ALLOWED')
    } finally {
      await user.clone().update({ clientId })
    }
  })

  it('to a former administrator, for everybody’s rows', async () => {
    const id = await filed(admin, { scope: ALL })
    const user = world.sql('Users').where({ id: DEMO_ADMIN_ID })
    await user.clone().update({ role: 'STAFF' })
    try {
      await refused(admin, id, 'REQUESTER_NOT_ALLOWED')
    } finally {
      await user.clone().update({ role: 'ADMIN' })
    }
  })

  it('to staff, for a file of which nobody recorded whose rows it holds', async () => {
    const id = await filed(staff, { scope: null })
    await refused(staff, id, 'REQUESTER_NOT_ALLOWED')
    const admins = await filed(admin, { scope: null })
    await world.exportData.downloadLink(admin, admins)
  })
})
