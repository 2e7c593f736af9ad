/** Exports through the API as a process beside bridge and worker: asked for, watched, got, killed. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import type { Child } from '../../stack/child.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import { type ApiClient, apiClient, percentsOf } from '../support/apiClient.ts'
import { sha256 } from '../support/digest.ts'
import { eventually } from '../support/eventually.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'
import { whileHeld } from '../support/whileHeld.ts'

const { DEMO_ADMIN_ID, DEMO_STAFF_ID, DEMO_CLIENT_ID } = sampleUsers
const SOW_CSV = { type: 'SOW', fileType: 'CSV' }

let pipeline: Pipeline
let api: Child
let admin: ApiClient
let staff: ApiClient
let client: ApiClient

beforeAll(async () => {
  pipeline = await openPipeline({ rows: 3_000 })
  const started = await Promise.all([
    pipeline.start('api'),
    pipeline.start('bridge'),
    pipeline.start('worker', {
      EXPORT_DOWNLOAD_URL: `${pipeline.apiUrl}/exports/{exportId}/download`,
    }),
  ])
  api = started[0]
  const of = async (id: string) => apiClient(pipeline.apiUrl, await pipeline.tokenOf(id))
  admin = await of(DEMO_ADMIN_ID)
  staff = await of(DEMO_STAFF_ID)
  client = await of(DEMO_CLIENT_ID)
}, 120_000)
afterAll(() => pipeline.dispose())

async function untilFetching(exportId: string): Promise<void> {
  await admin.events(`/exports/${exportId}/events`, {
    until: ({ data }) => (data as { step?: string }).step === 'FETCHING',
  })
}

describe('an export', () => {
  it('is asked for, watched to its end, and downloaded: what plain SQL gives, whole', async () => {
    const answer = await admin.call('POST', '/exports', { ...SOW_CSV, columns: ['scopeId'] })
    expect(answer.status).toBe(202)
    const location = answer.headers.get('location') ?? ''
    expect(location).toMatch(/^\/exports\/[0-9a-f-]{36}$/)
    const events = await admin.events(`${location}/events`)
    expect(events.at(-1)).toMatchObject({
      name: 'end',
      id: '1.end',
      data: { status: 'COMPLETED', file: { rows: pipeline.visibleRows } },
    })
    const percents = percentsOf(events)
    expect(percents).toEqual(percents.toSorted((a, b) => a - b))
    expect(Math.max(...percents)).toBeLessThanOrEqual(98)

    const id = location.split('/').at(-1) ?? ''
    const { status, headers, bytes } = await admin.download(id)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="SOW-[\d-]+-\w+\.csv"/,
    )
    const job = await pipeline.job(id)
    expect(sha256(bytes)).toBe(job['sha256'])
    expect(job['fileUrl']).toBe(`${pipeline.apiUrl}/exports/${id}/download`)
    const ids = parse(bytes, { bom: true, from_line: 2 }).map(([scopeId = '']) => scopeId)
    const { rows } = await pipeline.sql.query<{ id: string }>(
      'SELECT "id" FROM "ScopeOfWork" WHERE "deletedAt" IS NULL ORDER BY "updatedAt" DESC, "id"',
    )
    expect(ids).toEqual(rows.map((row) => row.id))
  })

  it('of staff holds their clients’ rows, and is nobody else’s, under any address', async () => {
    const id = await staff.request({ ...SOW_CSV, columns: ['client'] })
    await pipeline.untilOver(id)
    for (const other of [admin, client]) {
      const addresses: [method: string, path: string][] = [
        ['GET', ''],
        ['GET', '/events'],
        ['GET', '/download'],
        ['POST', '/cancel'],
        ['POST', '/retry'],
        ['DELETE', ''],
      ]
      for (const [method, path] of addresses) {
        const { status, body } = await other.call(method, `/exports/${id}${path}`)
        expect([method, path, status]).toEqual([method, path, 404])
        expect(body).toMatchObject({ code: 'UNKNOWN_JOB' })
      }
      const { body } = await other.call('GET', '/exports?limit=100')
      expect(JSON.stringify(body)).not.toContain(id)
    }
    const { rows } = await pipeline.sql.query(
      `SELECT DISTINCT "userId", "action" FROM "ExportAccessLog"
        WHERE "exportId" = $1 AND "refusalCode" = 'UNKNOWN_JOB'`,
      [id],
    )
    expect(rows).toHaveLength(12)
    expect((await staff.download(id)).status).toBe(200)
  })

  it('can not be downloaded by whoever lost a client whose rows it holds, nor when it has expired', async () => {
    const id = await staff.request({ type: 'RFP', fileType: 'XLSX' })
    await pipeline.untilOver(id)
    const removed = await pipeline.sql.query<{ clientId: string }>(
      `DELETE FROM "UserClient" WHERE "userId" = $1 AND "clientId" = (SELECT "clientId" FROM
         "UserClient" WHERE "userId" = $1 LIMIT 1) RETURNING "clientId"`,
      [DEMO_STAFF_ID],
    )
    const refused = await staff.call('GET', `/exports/${id}/download`)
    expect(refused).toMatchObject({ status: 403, body: { code: 'REQUESTER_NOT_ALLOWED' } })
    await pipeline.sql.query('INSERT INTO "UserClient" ("userId", "clientId") VALUES ($1, $2)', [
      DEMO_STAFF_ID,
      removed.rows[0]?.clientId,
    ])
    expect((await staff.download(id)).status).toBe(200)

    const days = await pipeline.sql.query<{ days: number }>(
      `SELECT round(extract(epoch FROM "expiresAt" - "completedAt") / 86400)::int AS days
         FROM "ExportJob" WHERE "id" = $1`,
      [id],
    )
    expect(days.rows).toEqual([{ days: 7 }])
    await pipeline.sql.query(
      `UPDATE "ExportJob" SET "expiresAt" = now() - interval '1 s' WHERE "id" = $1`,
      [id],
    )
    const expired = await staff.call('GET', `/exports/${id}/download`)
    expect(expired).toMatchObject({ status: 410, body: { code: 'FILE_EXPIRED' } })
  })

  it('that is cancelled while it runs stops its query within seconds, and leaves nothing', async () => {
    const id = await admin.request({ ...SOW_CSV, title: 'to be cancelled' })
    await whileHeld(pipeline.sql, async () => {
      // The first one may have been fetched before the lock; this one surely waits.
      const waiting = await admin.request({ ...SOW_CSV, title: 'waits' })
      await untilFetching(waiting)
      expect((await admin.call('POST', `/exports/${waiting}/cancel`)).status).toBe(202)
      const [end] = await admin
        .events(`/exports/${waiting}/events`, {
          until: ({ name }) => name === 'end',
        })
        .then((events) => events.slice(-1))
      expect(end).toMatchObject({ name: 'end', data: { status: 'CANCELLED', file: null } })
      expect(await pipeline.leftovers(waiting)).toEqual([])
      const again = await admin.call('POST', `/exports/${waiting}/retry`)
      expect(again).toMatchObject({ status: 202, body: { status: 'PENDING', attempt: 2 } })
    })
    await pipeline.untilOver(id)
  })

  it('whose message could not be sent is sent by the bridge', async () => {
    await api.stop()
    const deaf = await pipeline.start('api', { EXPORT_QUEUE_URL: 'http://127.0.0.1:1/0/none' })
    const id = await admin.request({ ...SOW_CSV, title: 'relayed' })
    const waiting = await pipeline.sql.query('SELECT "exportId" FROM "ExportOutbox"')
    expect(waiting.rows).toEqual([{ exportId: id }])
    await deaf.stop()
    expect(await pipeline.untilOver(id)).toMatchObject({ status: 'COMPLETED' })
    const { rows } = await pipeline.sql.query('SELECT FROM "ExportOutbox"')
    expect(rows).toEqual([])
    api = await pipeline.start('api')
  })

  it('is watched on after the API was killed, from the percent that was seen', async () => {
    let id = ''
    let seen = ''
    await whileHeld(pipeline.sql, async () => {
      id = await admin.request({ ...SOW_CSV, title: 'watched on' })
      await untilFetching(id)
      const events = await admin.events(`/exports/${id}/events`, {
        until: ({ data }) => (data as { percent: number }).percent > 0,
      })
      seen = events.at(-1)?.id ?? ''
      process.kill(api.pid, 'SIGKILL')
      await api.exited
      api = await pipeline.start('api')
    })
    // As if more had been seen than there is now: a step that is done again must not show.
    const events = await admin.events(`/exports/${id}/events`, { lastEventId: '1.60' })
    expect(seen).toMatch(/^1\.\d+$/)
    expect(Math.min(60, ...percentsOf(events))).toBe(60)
    expect(events.at(-1)).toMatchObject({ name: 'end', data: { status: 'COMPLETED' } })
    const path = `${pipeline.apiUrl}/exports/${id}/events`
    const authorization = `Bearer ${await pipeline.tokenOf(DEMO_ADMIN_ID)}`
    const over = await fetch(path, { headers: { authorization, 'last-event-id': '1.end' } })
    expect(over.status).toBe(204)
  })

  it('that fails says why, what to do, and can be tried again once that is done', async () => {
    const id = await staff.request({ type: 'CLIENT_SOW', fileType: 'PDF' })
    await pipeline.untilOver(id)
    await pipeline.sql.query(
      `UPDATE "ExportJob" SET "status" = 'FAILED', "errorCode" = 'STORAGE_UNAVAILABLE',
         "errorMessage" = 'The store was away.', "errorRemedy" = 'Retry later.' WHERE "id" = $1`,
      [id],
    )
    const { body } = await staff.call('GET', `/exports/${id}`)
    expect(body).toMatchObject({
      status: 'FAILED',
      file: null,
      failure: {
        code: 'STORAGE_UNAVAILABLE',
        message: 'The store was away.',
        remedy: 'Retry later.',
      },
    })
    await staff.call('POST', `/exports/${id}/retry`)
    expect(await pipeline.untilOver(id)).toMatchObject({ status: 'COMPLETED', attempt: 2 })
    expect((await staff.download(id)).status).toBe(200)
  })
})

it('does everything with the rights of the API’s own role', async () => {
  const { rows } = await pipeline.sql.query<{ usename: string }>(
    `SELECT DISTINCT usename FROM pg_stat_activity WHERE application_name LIKE 'connexus-exports api%'`,
  )
  expect(rows).toEqual([{ usename: 'connexus_api' }])
  await eventually(async () => {
    const ready = await admin.call('GET', '/health/ready')
    expect(ready).toMatchObject({ status: 200, body: { status: 'ok' } })
  })
})
