/**
 * What docs/integrating.md shows, against the API as a process beside bridge and worker: the programs
 * of docs/examples/, and the library in this process. Between program and API, and between program
 * and object store, stands a proxy that sees what is sent.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { environment } from '../../config/environment.ts'
import { s3Client, sqsClient } from '../../stack/index.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import { findOnPath } from '../../stack/tools.ts'
import { eachMorning, linkTo, openExports } from '../guide/ownProcess.ts'
import { sha256 } from '../support/digest.ts'
import { eventually } from '../support/eventually.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'
import { type RecordingProxy, recordingProxy } from '../support/recordingProxy.ts'
import { stackAddresses } from '../support/stack.ts'
import { whileHeld } from '../support/whileHeld.ts'

const FOLDER = join(import.meta.dirname, '../../docs/examples')
const { DEMO_ADMIN_ID } = sampleUsers
const hasCurl = (await findOnPath('curl')) !== undefined

const PROGRAMS = [
  { name: 'export.mjs', command: [process.execPath, join(FOLDER, 'export.mjs')] },
  { name: 'export.py', command: ['python3', join(FOLDER, 'export.py')] },
  ...(hasCurl ? [{ name: 'export.sh', command: ['bash', join(FOLDER, 'export.sh')] }] : []),
]

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

let pipeline: Pipeline
let api: RecordingProxy
let store: RecordingProxy
let folder: string

beforeAll(async () => {
  pipeline = await openPipeline({ rows: 500 })
  api = await recordingProxy(pipeline.apiUrl)
  store = await recordingProxy(pipeline.s3.endpoint)
  await Promise.all([
    pipeline.start('api', { EXPORT_PUBLIC_S3_ENDPOINT: store.url }),
    pipeline.start('bridge'),
    pipeline.start('worker'),
  ])
  folder = await mkdtemp(join(tmpdir(), 'connexus-examples-'))
}, 120_000)

afterEach(async () => {
  store.change((chunk) => chunk)
  for (const proxy of [api, store]) proxy.requests.length = 0
  for (const name of await readdir(folder)) await rm(join(folder, name))
})

afterAll(async () => {
  await Promise.all([api.close(), store.close()])
  await pipeline.dispose()
  await rm(folder, { recursive: true, force: true })
})

/** Runs the program as a reader of the page would. */
async function run([program = '', ...args]: string[], request: object): Promise<Ended> {
  const child = spawn(program, [...args, JSON.stringify(request), folder], {
    env: {
      PATH: environment['PATH'],
      API_URL: api.url,
      API_TOKEN: await pipeline.tokenOf(DEMO_ADMIN_ID),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended: Ended = { code: null, stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (ended.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (ended.stderr += text))
  ended.code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return ended
}

function watchings() {
  return api.requests.filter(({ path }) => path.endsWith('/events'))
}

/** Nobody can read scopes of work until the condition holds: fetches wait. */
async function holdUntil(condition: () => void): Promise<void> {
  await whileHeld(pipeline.sql, () => eventually(async () => condition()))
}

describe.each(PROGRAMS)('$name', ({ name, command }) => {
  test('gets the file, though the stream of its progress breaks off', async () => {
    api.breakOffAfter('event: progress')
    const running = run(command, {
      type: 'SOW',
      fileType: 'CSV',
      title: `of ${name}`,
      columns: ['scopeId'],
      sort: [{ column: 'scopeId', direction: 'ASC' }],
    })
    await holdUntil(() => expect(watchings()).toHaveLength(2))
    const { code, stdout, stderr } = await running
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`: ${pipeline.visibleRows} rows`)
    const [file = '', ...others] = await readdir(folder)
    expect([file, others]).toEqual([expect.stringMatching(/^SOW-[\d-]+-\w+\.csv$/), []])
    const ids = parse(await readFile(join(folder, file)), { bom: true, from_line: 2 }).flat()
    const { rows } = await pipeline.sql.query<{ id: string }>(
      'SELECT "id" FROM "ScopeOfWork" WHERE "deletedAt" IS NULL ORDER BY "id"',
    )
    expect(ids).toEqual(rows.map(({ id }) => id))
  })

  test('goes on behind the last event, names its request, and shows the store no token', async () => {
    api.breakOffAfter('event: progress')
    const running = run(command, { type: 'SOW', fileType: 'CSV', title: `sent by ${name}` })
    await holdUntil(() => expect(watchings()).toHaveLength(2))
    expect(await running).toMatchObject({ code: 0 })
    expect(watchings()[1]?.headers['last-event-id']).toMatch(/^1\.\d+$/)
    const requested = api.requests.filter(({ method }) => method === 'POST')
    expect(requested.map(({ headers }) => headers['idempotency-key'])).toEqual([
      expect.stringMatching(/^[0-9a-f-]{36}$/),
    ])
    expect(store.requests).toHaveLength(1)
    expect(store.requests[0]?.headers).not.toHaveProperty('authorization')
    expect(JSON.stringify(api.requests)).toContain('Bearer ')
  })

  test('says everything that is wrong with a request, and fails', async () => {
    const wrong = { type: 'SOW', fileType: 'DOC', filters: { statu: 'ACTIVE' } }
    const { code, stderr } = await run(command, wrong)
    expect(code).toBe(1)
    for (const word of ['INVALID_REQUEST', 'fileType must be one of', 'filters.statu is unknown']) {
      expect(stderr).toContain(word)
    }
  })

  test('does not take a file for whole in which a byte differs', async () => {
    store.change((chunk) => Buffer.concat([Buffer.from([0]), chunk.subarray(1)]))
    const { code, stderr } = await run(command, { type: 'RFP', fileType: 'PDF', title: name })
    expect(code).toBe(1)
    expect(stderr).toContain('is not the file that was made')
    expect(await readdir(folder)).toEqual([expect.stringMatching(/\.pdf\.part$/)])
  })
})

test('the library gives a link to the file, and is on record like the API', async () => {
  const addresses = stackAddresses()
  const [sqs, s3] = [sqsClient(addresses), s3Client(addresses)]
  const variables = pipeline.environmentOf('api')
  const { exportData, close } = openExports({
    databaseUrl: variables['DATABASE_URL'] ?? '',
    queueUrl: variables['EXPORT_QUEUE_URL'] ?? '',
    bucket: variables['EXPORT_BUCKET'] ?? '',
    temporal: pipeline.temporal,
    sqs,
    s3,
  })
  const request = { type: 'RFP', fileType: 'CSV', title: 'from within' } as const
  const { url } = await linkTo(exportData, DEMO_ADMIN_ID, request)
  const { rows: jobs } = await pipeline.sql.query<{ id: string; sha256: string }>(
    `SELECT "id", "sha256" FROM "ExportJob" WHERE "request" ->> 'title' = 'from within'`,
  )
  const answer = await fetch(url)
  expect(sha256(Buffer.from(await answer.arrayBuffer()))).toBe(jobs[0]?.sha256)
  const { rows: log } = await pipeline.sql.query(
    'SELECT "action", "userAgent" FROM "ExportAccessLog" WHERE "exportId" = $1 ORDER BY "id"',
    [jobs[0]?.id],
  )
  expect(log).toEqual(
    ['REQUEST', 'WATCH', 'DOWNLOAD'].map((action) => ({ action, userAgent: 'billing' })),
  )
  const scheduleId = await eachMorning(exportData, DEMO_ADMIN_ID, request)
  const schedule = await exportData.schedules.get({ userId: DEMO_ADMIN_ID }, scheduleId)
  expect(schedule).toMatchObject({ state: 'ACTIVE', content: 'CHANGES', timeZone: 'Europe/Berlin' })
  await close()
  for (const client of [sqs, s3]) client.destroy()
})

// Every machine that runs these tests has Bash; those without curl can't run what calls it.
test(`export.sh is a program that Bash can read${hasCurl ? '' : ', not run: there is no curl'}`, async () => {
  const { code, stderr } = await run(['bash', '-n', join(FOLDER, 'export.sh')], {})
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})
