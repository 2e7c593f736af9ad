import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { describeExportTypes } from '../handlers/index.ts'
import { eventually } from '../tests/support/eventually.ts'
import { type FakeIo, fakeIo, screenOf } from '../tests/support/fakeTerminal.ts'
import {
  completedJob,
  failedJob,
  JOB_ID,
  jobOf,
  OTHER_ID,
  progressOf,
} from '../tests/support/requestedJobs.ts'
import { events, json, type StandInApi, standInApi } from '../tests/support/standInApi.ts'
import { run } from './index.ts'

let api: StandInApi
let folder: string

beforeEach(async () => {
  api = await standInApi()
  folder = await mkdtemp(join(tmpdir(), 'exports-'))
})

afterEach(async () => {
  await api.close()
  await rm(folder, { recursive: true })
})

const environment = () => ({ API_URL: api.url, API_TOKEN: 'mine' })

/** A script, unless it is a terminal. */
async function exports(
  args: string[],
  given: Parameters<typeof fakeIo>[0] = {},
): Promise<{ code: number; io: FakeIo }> {
  const io = fakeIo({ environment: environment(), ...given })
  return { code: await run(args, io), io }
}

const terminal = (args: string[]) => exports(args, { isTerminal: true })
const end = (job = completedJob()) => ({ event: 'end', id: '1.end', data: job })
const progress = { event: 'progress', id: '1.12', data: progressOf() }

describe('exports request', () => {
  it('sends what was asked for, and prints the answer as one line', async () => {
    api.on('POST /exports', json({ job: jobOf(), repeats: null }, 202))
    api.on('GET /export-types', json({ types: describeExportTypes() }))
    const options = ['--file-type', 'csv', '--filter', 'status=ACTIVE,DRAFT', '--columns', 'status']
    const { code, io } = await exports(['request', 'sow', ...options, '--idempotency-key', 'k1'])
    expect(code).toBe(0)
    expect(io.lines()).toEqual([{ kind: 'request', job: jobOf(), repeats: null }])
    expect(io.complaints()).toBe('')
    expect(api.seen.at(-1)).toMatchObject({
      call: 'POST /exports',
      headers: { authorization: 'Bearer mine', 'idempotency-key': 'k1' },
      body: {
        type: 'SOW',
        fileType: 'CSV',
        filters: { status: ['ACTIVE', 'DRAFT'] },
        columns: ['status'],
      },
    })
  })

  it('takes a file that is there, where that is asked for', async () => {
    const job = completedJob({ isReused: true })
    api.on('POST /exports', json({ job, repeats: null }, 201))
    const { code, io } = await terminal([
      'request',
      'SOW',
      '--reuse-within',
      '900',
      '--notify',
      'none',
    ])
    expect(code).toBe(0)
    expect(api.seen.at(-1)?.body).toEqual({
      type: 'SOW',
      fileType: 'XLSX',
      reuseWithin: 900,
      notify: 'NONE',
    })
    expect(io.written()).toContain(
      `Ready, with rows as of 2026-11-26T05:00:01.000Z: Scopes of work as CSV: ${JOB_ID}`,
    )
    expect(io.written()).toContain(`Fetch it: exports download ${JOB_ID}`)
    const wrong = await terminal(['request', 'SOW', '--reuse-within', 'soon'])
    expect(wrong.code).toBe(2)
    expect((await terminal(['estimate', 'SOW', '--reuse-within', '900'])).code).toBe(2)
  })

  it('with --watch prints each event as it comes, and ends as the export does', async () => {
    api.on('POST /exports', json({ job: jobOf(), repeats: null }, 202))
    api.on(`GET /exports/${JOB_ID}/events`, events([progress, end(failedJob())]))
    const { code, io } = await exports(['request', 'SOW', '--watch'])
    expect(code).toBe(7)
    expect(io.lines().map(({ kind }) => kind)).toEqual(['request', 'progress', 'end'])
    expect(io.lines()[1]).toEqual({ kind: 'progress', progress: progressOf() })
    expect(io.lines()[2]).toEqual({ kind: 'end', job: failedJob() })
  })

  it('with --download fetches the file, or writes it alone to standard output', async () => {
    const body = 'Services,Status\r\n'
    const sha256 = createHash('sha256').update(body).digest('hex')
    const job = completedJob({ name: 'sow.csv', bytes: body.length, sha256 })
    api.on('POST /exports', json({ job: jobOf(), repeats: null }, 202))
    api.on(`GET /exports/${JOB_ID}/download`, json({ url: `${api.url}/bucket/key` }))
    api.on(`GET /exports/${JOB_ID}/events`, events([progress, end(job)]))
    api.on('GET /bucket/', (response) => void response.end(body))
    const path = join(folder, 'sow.csv')
    const saved = await exports(['request', 'SOW', '--download', folder])
    expect(saved.code).toBe(0)
    const download = { kind: 'download', exportId: JOB_ID, path, bytes: body.length, sha256 }
    expect(saved.io.lines().at(-1)).toEqual(download)
    expect(await readFile(path, 'utf8')).toBe(body)
    const piped = await exports(['request', 'SOW', '--download', '-'])
    expect({ code: piped.code, written: piped.io.written() }).toEqual({ code: 0, written: body })
    expect(piped.io.complaints()).toContain('"kind":"progress"')
  })

  it.each([
    ['mine.csv', '--force'],
    ['none/x.csv', 'There is no folder'],
    ['none/', 'There is no folder'],
    ['mine.csv/x.csv', 'There is no folder'],
  ])('asks for nothing where the file could not be put: %s', async (name, words) => {
    await writeFile(join(folder, 'mine.csv'), 'mine')
    const { code, io } = await exports(['request', 'SOW', '--download', `${folder}/${name}`])
    expect(code).toBe(2)
    expect(io.complaints()).toContain(words)
    expect(api.seen).toEqual([])
  })

  it('says every wrong field with its remedy, or all of it as JSON', async () => {
    const problem = {
      type: '/errors#INVALID_REQUEST',
      title: 'Invalid request',
      status: 422,
      code: 'INVALID_REQUEST',
      detail: 'Two things.',
      remedy: 'Mend them.',
      instance: 'r-1',
      errors: [
        {
          code: 'INVALID_REQUEST',
          message: 'It is no status.',
          remedy: 'Use DRAFT.',
          field: 'filters.status',
        },
        {
          code: 'INVALID_REQUEST',
          message: 'It is no column.',
          remedy: 'Use client.',
          field: 'sort[0]',
        },
      ],
    }
    api.on('POST /exports', json(problem, 422))
    const words = await exports(['request', 'SOW'])
    expect(words.code).toBe(4)
    expect(words.io.complaints()).toBe(
      'filters.status: It is no status.\n  → Use DRAFT.\nsort[0]: It is no column.\n  → Use client.\n',
    )
    const asJson = await exports(['request', 'SOW', '--json'])
    expect(JSON.parse(asJson.io.complaints())).toEqual(problem)
    expect([words.io.written(), asJson.io.written()]).toEqual(['', ''])
  })

  it('tells a person why there is no new export', async () => {
    api.on('POST /exports', json({ job: jobOf(), repeats: 'IDENTICAL_OPEN_JOB' }))
    const { io } = await terminal(['request', 'SOW'])
    expect(io.written()).toContain('Nothing new, since an identical request is not done yet')
    expect(io.written()).toContain(`exports watch ${JOB_ID}`)
  })
})

describe('exports watch', () => {
  it('draws bars on a terminal, and what is left says how each ended', async () => {
    const other = jobOf({ id: OTHER_ID, fileType: 'PDF' })
    api.on(`GET /exports/${JOB_ID}`, json(jobOf()))
    api.on(`GET /exports/${OTHER_ID}`, json(other))
    const cancelled = jobOf({ ...other, status: 'CANCELLED' })
    api.on('GET /exports/events', events([progress, end(cancelled), end()]))
    const { code, io } = await terminal(['watch', JOB_ID, OTHER_ID])
    expect(code).toBe(8)
    expect(io.written()).toContain('██░░░░░░░░░░░░░░░░░░  12 %  fetching 1,200 of 5,000 rows')
    expect(screenOf(io.written())).toEqual([
      'SOW → PDF 77777777  cancelled',
      'SOW → CSV 3f2a1b2c  completed, 4,950 rows, 667 kB, SOW-2026-11-26-3f2a1b2c.csv',
    ])
  })

  it('stops watching on Ctrl-C, and says that the export goes on', async () => {
    const io = fakeIo({ environment: environment() })
    api.on(`GET /exports/${JOB_ID}`, json(jobOf()))
    api.on(`GET /exports/${JOB_ID}/events`, events([progress], 'silence'))
    const watching = run(['watch', JOB_ID], io)
    await eventually(() => Promise.resolve(expect(io.lines()).toHaveLength(1)))
    io.interrupt()
    expect(await watching).toBe(130)
    expect(io.complaints()).toContain(`The export goes on. Watch it again: exports watch ${JOB_ID}`)
    expect(io.complaints()).toContain(`exports cancel ${JOB_ID}`)
  })

  it('says of an export that was removed meanwhile, and ends with 5', async () => {
    const gone = { code: 'UNKNOWN_JOB', detail: 'No such export.', remedy: 'Check the id.' }
    const removed = () => {
      api.on(`GET /exports/${JOB_ID}`, json(jobOf()), json(gone, 404))
      api.on(`GET /exports/${JOB_ID}/events`, events([progress]))
    }
    removed()
    const { code, io } = await exports(['watch', JOB_ID])
    expect(code).toBe(5)
    expect(io.lines().at(-1)).toEqual({ kind: 'removed', exportId: JOB_ID })
    removed()
    const seen = await terminal(['watch', JOB_ID])
    expect(seen.code).toBe(5)
    expect(screenOf(seen.io.written())).toEqual(['SOW → CSV 3f2a1b2c  removed'])
  })

  it('takes fifty exports and no more', async () => {
    const ids = Array.from({ length: 51 }, (_, index) => `job-${index}`)
    expect((await exports(['watch', ...ids])).code).toBe(2)
    expect(api.seen).toEqual([])
  })
})

describe('exports list', () => {
  it('reads as many pages as are wanted', async () => {
    const page = (id: string, next: string | null) => json({ jobs: [jobOf({ id })], next })
    api.on('GET /exports?', page('a', 'p2'), page('b', 'p3'), page('c', null))
    const { io } = await exports(['list', '--all', '--status', 'failed', '--file-type', 'csv'])
    expect(io.lines().map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(api.seen.map(({ call }) => call)).toEqual([
      'GET /exports?status=FAILED&fileType=CSV&limit=100',
      'GET /exports?status=FAILED&fileType=CSV&after=p2&limit=100',
      'GET /exports?status=FAILED&fileType=CSV&after=p3&limit=100',
    ])
    await exports(['list', '--limit', '1'])
    expect(api.seen.at(-1)?.call).toBe('GET /exports?limit=1')
  })

  it('is a table for people', async () => {
    api.on('GET /exports?', json({ jobs: [jobOf({ title: 'a\u001B[2J' })], next: 'more' }))
    const { io } = await terminal(['list', '--limit', '1'])
    expect(io.written()).toBe(
      [
        'export                                asked (UTC)       type  file  title  how it stands',
        `${JOB_ID}  2026-11-26 05:00  SOW   CSV   a�[2J  pending`,
        '',
      ].join('\n'),
    )
    expect(io.complaints()).toBe('There are more: --all shows them.\n')
  })

  it('leaves open when an export was asked for where nobody recorded it', async () => {
    api.on('GET /exports?', json({ jobs: [jobOf({ createdAt: null })], next: null }))
    const { io } = await terminal(['list'])
    expect(io.written()).toContain(`${JOB_ID}               SOW   CSV`)
    api.on('GET /exports/', json(jobOf({ createdAt: null })))
    expect((await terminal(['get', JOB_ID])).io.written()).not.toContain('asked')
  })
})

describe('the other commands', () => {
  it('cancel and remove do all, and end with the first failure', async () => {
    const over = { code: 'WRONG_STATUS', detail: 'It is over.', remedy: 'Nothing to do.' }
    const unknown = { code: 'UNKNOWN_JOB', detail: 'No such export.', remedy: 'Check the id.' }
    api.on('POST /exports/a/cancel', json(over, 409))
    api.on('POST /exports/b/cancel', json(jobOf({ id: 'b' }), 202))
    api.on('POST /exports/c/cancel', json(unknown, 404))
    const { code, io } = await exports(['cancel', 'a', 'b', 'c'])
    expect(code).toBe(6)
    expect(io.lines()).toEqual([jobOf({ id: 'b' })])
    expect(io.complaints()).toBe(
      'a:\nIt is over.\n  → Nothing to do.\nc:\nNo such export.\n  → Check the id.\n',
    )
    const asJson = await exports(['cancel', 'a', '--json'])
    expect(JSON.parse(asJson.io.complaints())).toEqual({ ...over, errors: [], exportId: 'a' })
    api.on('DELETE /exports/', (response) => void response.writeHead(204).end())
    expect((await exports(['remove', 'x/y'])).io.lines()).toEqual([
      { kind: 'removed', exportId: 'x/y' },
    ])
    expect(api.seen.at(-1)?.call).toBe('DELETE /exports/x%2Fy')
  })

  it('retry gives the new attempt, and watches it', async () => {
    const again = jobOf({ attempt: 2 })
    api.on('POST /exports/', json(again, 202))
    api.on(`GET /exports/${JOB_ID}/events`, events([end()]))
    const { code, io } = await exports(['retry', JOB_ID, '--watch'])
    expect(code).toBe(0)
    expect(io.lines()).toEqual([again, { kind: 'end', job: completedJob() }])
  })

  it('types are told with their columns and filters', async () => {
    api.on('GET /export-types', json({ types: describeExportTypes() }))
    expect((await exports(['types'])).io.lines().map(({ type }) => type)).toEqual([
      'SOW',
      'CLIENT_SOW',
      'RFP',
    ])
    const { io } = await terminal(['types', 'rfp'])
    expect(io.written()).toMatch(/^rfpNumber +RFP Number +text +yes$/m)
    expect(io.written()).toMatch(/^isConfidential +Confidential is this\. Give true or false\.$/m)
    expect((await exports(['types', 'none'])).code).toBe(4)
  })

  it('estimate says what an export would come to, and what would stop it', async () => {
    const failure = { code: 'TOO_MANY_ROWS', message: 'Too long.', remedy: 'Choose CSV.' }
    const expected = { rows: 1_234_567, basis: 'SAMPLED', bytes: 9_800_000, seconds: 5.2 }
    const limits = { failures: [], possibleFailures: [failure] }
    api.on('POST /exports/estimate', json({ ...expected, ...limits }))
    const { io } = await terminal(['estimate', 'SOW', '--file-type', 'PDF'])
    expect(io.written()).toBe(
      'about 1,234,567 rows, about 9.8 MB, about 6 s\nmay fail: Too long. → Choose CSV.\n',
    )
  })
})

describe('exit codes', () => {
  it.each([
    [401, 3],
    [403, 3],
    [422, 4],
    [404, 5],
    [409, 6],
    [429, 6],
    [503, 9],
    [410, 10],
    [500, 1],
  ])('answer %d ends with %d', async (status, code) => {
    api.on('GET /exports/', json({ code: 'X', detail: 'No.', remedy: 'Wait.' }, status))
    expect((await exports(['get', JOB_ID])).code).toBe(code)
  })

  it.each([
    [['frobnicate']],
    [['list', '--limit', '0']],
    [['watch']],
    [['list', '--nonsense']],
    [['redrive', '--code', 'NOSUCH']],
    [[]],
  ])('wrong usage %j ends with 2', async (args) => {
    const { code, io } = await exports(args)
    expect({ code, written: io.written() }).toEqual({ code: 2, written: '' })
    expect(io.complaints()).not.toBe('')
  })

  it('a missing or wrong setting is wrong usage, and no token is ever shown', async () => {
    const none = await exports(['list'], { environment: {} })
    expect(none).toMatchObject({ code: 2 })
    expect(none.io.complaints()).toContain('API_URL')
    const wrong = await exports(['list', '--api-url', 'ftp://x', '--token', 'hunter2', '--json'])
    expect(wrong.code).toBe(2)
    expect(JSON.parse(wrong.io.complaints())).toMatchObject({ code: 'WRONG_USAGE' })
    expect(wrong.io.complaints()).not.toContain('hunter2')
  })

  it('nobody there, or somebody else, is out of reach', async () => {
    const { url } = api
    api.on('GET /exports/', (response) => void response.end('<html>'))
    expect((await exports(['get', JOB_ID])).code).toBe(9)
    await api.close()
    const { code, io } = await exports(['get', JOB_ID, '--api-url', url, '--json'])
    expect(code).toBe(9)
    expect(JSON.parse(io.complaints())).toMatchObject({ code: 'API_UNAVAILABLE' })
    api = await standInApi()
  })

  it('a port that fetch refuses is wrong usage', () => {
    // In a process of its own, since errors of jest's fetch are no instances of its Error.
    const args = ['cli/main.ts', 'list', '--api-url', 'http://127.0.0.1:1', '--token', 'mine']
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr).toContain("The API's address can't be used (bad port).")
  })

  it('a code that no failure has is told with those that are', async () => {
    const unknown = await exports(['redrive', '--code', 'NOSUCH'])
    expect(unknown.io.complaints()).toMatch(/'NOSUCH' is invalid\..* INVALID_MESSAGE, .*, NONE\./)
  })

  it('--version is that of the package', async () => {
    const { code, io } = await exports(['--version'])
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
    expect({ code, written: io.written() }).toEqual({ code: 0, written: `${version}\n` })
  })

  it('are told by --help', async () => {
    const { code, io } = await exports(['--help'])
    expect(code).toBe(0)
    expect(io.written()).toMatch(/^ +7 {2}the export failed$/m)
  })
})
