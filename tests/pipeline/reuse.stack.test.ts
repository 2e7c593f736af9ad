/** Recent files answer identical requests: real worker, bridge and API, over a real cache. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { RequestAnswer } from '../../contract/index.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import { type ApiClient, apiClient } from '../support/apiClient.ts'
import { sha256 } from '../support/digest.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'
import { startValkey, type Valkey } from '../support/valkey.ts'

const REQUEST = { type: 'RFP', fileType: 'XLSX', filters: { status: ['OPEN'] }, reuseWithin: 600 }

let pipeline: Pipeline
let valkey: Valkey
let admin: ApiClient
let client: ApiClient

beforeAll(async () => {
  valkey = await startValkey()
  pipeline = await openPipeline({ rows: 500 })
  const settings = {
    EXPORT_CACHE_REDIS_URL: valkey.url,
    EXPORT_DOWNLOAD_URL: `${pipeline.apiUrl}/exports/{exportId}/download`,
  }
  await Promise.all([
    pipeline.start('api', settings),
    pipeline.start('worker', settings),
    pipeline.start('bridge'),
  ])
  const of = async (id: string) => apiClient(pipeline.apiUrl, await pipeline.tokenOf(id))
  admin = await of(sampleUsers.DEMO_ADMIN_ID)
  client = await of(sampleUsers.DEMO_CLIENT_ID)
}, 180_000)
afterAll(async () => {
  await pipeline.dispose()
  await valkey.dispose()
})

async function finished(caller: ApiClient): Promise<string> {
  const id = await caller.request(REQUEST)
  expect(await pipeline.untilOver(id)).toMatchObject({ status: 'COMPLETED', reusedFrom: null })
  return id
}

it('the second identical request has the file of the first at once, by its own address', async () => {
  const sourceId = await finished(admin)
  const source = await pipeline.job(sourceId)
  const digest = String(source['reuseDigest'])
  expect(await valkey.ask('GET', `connexus-exports:reuse:${digest}`)).toBe(sourceId)
  const answer = await admin.call('POST', '/exports', REQUEST)
  const { job } = answer.body as RequestAnswer
  expect(answer.status).toBe(201)
  expect(job).toMatchObject({
    status: 'COMPLETED',
    file: { isReused: true, sha256: source['sha256'] },
  })
  const { status, bytes } = await admin.download(job.id)
  expect([status, sha256(bytes)]).toEqual([200, source['sha256']])
  expect(await pipeline.job(job.id)).toMatchObject({
    fileUrl: `${pipeline.apiUrl}/exports/${job.id}/download`,
    reusedFrom: sourceId,
  })
  expect(await admin.events(`/exports/${job.id}/events`)).toMatchObject([
    { name: 'end', data: { id: job.id, status: 'COMPLETED' } },
  ])
  // Whoever sees other rows gets a file of their own.
  await finished(client)
})

it('a cache that has died costs the reuse, and neither request nor export', async () => {
  await valkey.stop()
  await finished(admin)
  await valkey.start()
}, 60_000)
