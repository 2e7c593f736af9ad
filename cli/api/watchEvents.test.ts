import { afterEach, beforeEach, expect, it } from '@jest/globals'
import type { ExportEvent } from '../../contract/index.ts'
import {
  completedJob,
  failedJob,
  JOB_ID,
  OTHER_ID,
  progressOf,
} from '../../tests/support/requestedJobs.ts'
import { events, json, type StandInApi, standInApi } from '../../tests/support/standInApi.ts'
import { ExitCode } from '../exitCode.ts'
import { ApiClient } from './client.ts'
import { watchEvents } from './watchEvents.ts'

/** As short as a test wants them. */
const TIMES = { firstWaitMs: 10, longestWaitMs: 40, silenceMs: 300, patienceMs: 400 }

let api: StandInApi

beforeEach(async () => {
  api = await standInApi()
})

afterEach(() => api.close())

const progress = (percent: number, exportId = JOB_ID) => ({
  event: 'progress',
  id: `1.${percent}`,
  data: progressOf({ percent, exportId }),
})
const end = (data = completedJob()) => ({ event: 'end', id: '1.end', data })

async function seenOf(ids = [JOB_ID], onTrouble?: (why: string) => void): Promise<ExportEvent[]> {
  const signal = new AbortController().signal
  const client = new ApiClient({ url: `${api.url}/`, token: 'mine', signal })
  const seen: ExportEvent[] = []
  const options = { times: TIMES, ...(onTrouble ? { onTrouble } : {}) }
  for await (const event of watchEvents(client, ids, options)) seen.push(event)
  return seen
}

const short = (seen: ExportEvent[]) =>
  seen.map((event) => (event.kind === 'end' ? event.job.status : event.progress.percent))

it('goes on after a cut with the id of the last event', async () => {
  api.on(
    'GET /exports/',
    events([progress(12), progress(40)], 'cut'),
    events([progress(55), end()]),
  )
  const troubles: string[] = []
  expect(short(await seenOf([JOB_ID], (why) => troubles.push(why)))).toEqual([
    12,
    40,
    55,
    'COMPLETED',
  ])
  expect(api.seen.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '1.40'])
  expect(api.seen[0]?.headers).toMatchObject({
    accept: 'text/event-stream',
    authorization: 'Bearer mine',
  })
  expect(troubles).toHaveLength(1)
})

it('watches several over one connection, until the last has ended', async () => {
  const other = failedJob({ id: OTHER_ID })
  api.on('GET /exports/', events([progress(3), end(other), progress(70), end()], 'silence'))
  expect(short(await seenOf([JOB_ID, OTHER_ID]))).toEqual([3, 'FAILED', 70, 'COMPLETED'])
  expect(api.seen[0]?.call).toBe(`GET /exports/events?ids=${JOB_ID},${OTHER_ID}`)
})

it('connects anew when nothing is heard', async () => {
  api.on('GET /exports/', events([progress(12)], 'silence'), events([end()]))
  expect(short(await seenOf())).toEqual([12, 'COMPLETED'])
})

it('tells each end once, though the API repeats it', async () => {
  api.on(
    'GET /exports/',
    events([end(failedJob({ id: OTHER_ID }))], 'cut'),
    events([end(failedJob({ id: OTHER_ID })), end()]),
  )
  expect(short(await seenOf([JOB_ID, OTHER_ID]))).toEqual(['FAILED', 'COMPLETED'])
})

it('asks for the job where the API says that its end was seen', async () => {
  api.on(`GET /exports/${JOB_ID}`, json(completedJob()))
  api.on(`GET /exports/${JOB_ID}/events`, (response) => void response.writeHead(204).end())
  expect(short(await seenOf())).toEqual(['COMPLETED'])
})

it('leaves out kinds of events that it does not know', async () => {
  api.on('GET /exports/', events([{ event: 'weather', data: {} }, end()]))
  expect(short(await seenOf())).toEqual(['COMPLETED'])
})

it('tries again while the API is starting anew, but not what it refuses', async () => {
  const problem = { code: 'NOT_AUTHENTICATED', detail: 'It ran out.', remedy: 'Sign in.' }
  const starting = json({ code: 'DATABASE_UNAVAILABLE', detail: 'Down.', remedy: 'Wait.' }, 503)
  api.on('GET /exports/', events([progress(12)]), starting, starting, json(problem, 401))
  await expect(seenOf()).rejects.toMatchObject({ exitCode: ExitCode.REFUSED, problem })
  expect(api.seen).toHaveLength(4)
})

it('gives up at once where it never could connect, and after a while where it could', async () => {
  const down = json({ code: 'DATABASE_UNAVAILABLE', detail: 'Down.', remedy: 'Wait.' }, 503)
  api.on('GET /exports/', down)
  await expect(seenOf()).rejects.toMatchObject({ exitCode: ExitCode.OUT_OF_REACH })
  expect(api.seen).toHaveLength(1)
  api.on('GET /exports/', events([progress(12)]), down)
  await expect(seenOf()).rejects.toMatchObject({ exitCode: ExitCode.OUT_OF_REACH })
  expect(api.seen.length).toBeGreaterThan(5)
})
