import { afterEach, beforeEach, expect, it } from '@jest/globals'
import {
  completedJob,
  failedJob,
  JOB_ID,
  jobOf,
  OTHER_ID,
  progressOf,
} from '../../tests/support/requestedJobs.ts'
import {
  type Answer,
  events,
  json,
  type StandInApi,
  standInApi,
} from '../../tests/support/standInApi.ts'
import { ExitCode } from '../exitCode.ts'
import { ApiClient } from './client.ts'
import { type WatchEvent, watchEvents } from './watchEvents.ts'

/** As short as a test wants them. */
const TIMES = { firstWaitMs: 10, longestWaitMs: 40, silenceMs: 300, patienceMs: 400 }

let api: StandInApi

beforeEach(async () => {
  api = await standInApi()
  for (const id of [JOB_ID, OTHER_ID]) api.on(`GET /exports/${id}`, json(jobOf({ id })))
})

afterEach(() => api.close())

/** Of one export; of several it is `GET /exports/events`. */
const STREAM = `GET /exports/${JOB_ID}/events`
const SEVERAL = 'GET /exports/events'
const UNKNOWN = json({ code: 'UNKNOWN_JOB', detail: 'No such export.', remedy: 'Look.' }, 404)

const streams = () => api.seen.filter(({ call }) => call.includes('events'))

const progress = (percent: number, exportId = JOB_ID) => ({
  event: 'progress',
  id: `1.${percent}`,
  data: progressOf({ percent, exportId }),
})
const end = (data = completedJob()) => ({ event: 'end', id: '1.end', data })

async function seenOf(ids = [JOB_ID], onTrouble?: (why: string) => void): Promise<WatchEvent[]> {
  const signal = new AbortController().signal
  const client = new ApiClient({ url: `${api.url}/`, token: 'mine', signal })
  const seen: WatchEvent[] = []
  const options = { times: TIMES, ...(onTrouble ? { onTrouble } : {}) }
  for await (const event of watchEvents(client, ids, options)) seen.push(event)
  return seen
}

const short = (seen: WatchEvent[]) =>
  seen.map((event) => {
    if (event.kind === 'removed') return `${event.exportId} removed`
    return event.kind === 'end' ? event.job.status : event.progress.percent
  })

it('goes on after a cut with the id of the last event', async () => {
  api.on(STREAM, events([progress(12), progress(40)], 'cut'), events([progress(55), end()]))
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
  api.on(SEVERAL, events([progress(3), end(other), progress(70), end()], 'silence'))
  expect(short(await seenOf([JOB_ID, OTHER_ID]))).toEqual([3, 'FAILED', 70, 'COMPLETED'])
  expect(api.seen[0]?.call).toBe(`GET /exports/events?ids=${JOB_ID},${OTHER_ID}`)
})

it('connects anew when nothing is heard', async () => {
  api.on(STREAM, events([progress(12)], 'silence'), events([end()]))
  expect(short(await seenOf())).toEqual([12, 'COMPLETED'])
})

it('tells each end once, though the API repeats it', async () => {
  api.on(
    SEVERAL,
    events([end(failedJob({ id: OTHER_ID }))], 'cut'),
    events([end(failedJob({ id: OTHER_ID })), end()]),
  )
  expect(short(await seenOf([JOB_ID, OTHER_ID]))).toEqual(['FAILED', 'COMPLETED'])
})

it('asks for the job where the API says that its end was seen', async () => {
  api.on(`GET /exports/${JOB_ID}`, json(completedJob()))
  api.on(STREAM, (response) => void response.writeHead(204).end())
  expect(short(await seenOf())).toEqual(['COMPLETED'])
})

it('leaves out kinds of events that it does not know', async () => {
  api.on(STREAM, events([{ event: 'weather', data: {} }, end()]))
  expect(short(await seenOf())).toEqual(['COMPLETED'])
})

it('tries again while the API is starting anew, but not what it refuses', async () => {
  const problem = { code: 'NOT_AUTHENTICATED', detail: 'It ran out.', remedy: 'Sign in.' }
  const starting = json({ code: 'DATABASE_UNAVAILABLE', detail: 'Down.', remedy: 'Wait.' }, 503)
  api.on(STREAM, events([progress(12)]), starting, starting, json(problem, 401))
  await expect(seenOf()).rejects.toMatchObject({ exitCode: ExitCode.REFUSED, problem })
  expect(streams()).toHaveLength(4)
})

it('gives up at once where it never could connect, and after a while where it could', async () => {
  const down = json({ code: 'DATABASE_UNAVAILABLE', detail: 'Down.', remedy: 'Wait.' }, 503)
  api.on(STREAM, down)
  await expect(seenOf()).rejects.toMatchObject({ exitCode: ExitCode.OUT_OF_REACH })
  expect(streams()).toHaveLength(1)
  api.on(STREAM, events([progress(12)]), down)
  await expect(seenOf()).rejects.toMatchObject({ exitCode: ExitCode.OUT_OF_REACH })
  expect(streams().length).toBeGreaterThan(5)
})

it('goes on where the API ended a stream, with what it has missed meanwhile', async () => {
  api.on(`GET /exports/${OTHER_ID}`, json(failedJob({ id: OTHER_ID })))
  api.on(SEVERAL, events([progress(12)]), events([end()]))
  expect(short(await seenOf([JOB_ID, OTHER_ID]))).toEqual([12, 'FAILED', 'COMPLETED'])
})

it('tells that an export was removed where its stream ends without an end', async () => {
  api.on(`GET /exports/${JOB_ID}`, UNKNOWN)
  api.on(STREAM, events([progress(12)]))
  expect(short(await seenOf())).toEqual([12, `${JOB_ID} removed`])
  expect(streams()).toHaveLength(1)
})

it('watches the others on, by a stream of their own', async () => {
  const unknownIfBoth: Answer = (response, seen) =>
    (seen.call.includes(OTHER_ID) ? UNKNOWN : events([progress(40), end()]))(response, seen)
  api.on(`GET /exports/${OTHER_ID}`, UNKNOWN)
  api.on(SEVERAL, events([progress(12)], 'cut'), unknownIfBoth)
  api.on(STREAM, unknownIfBoth)
  const seen = await seenOf([JOB_ID, OTHER_ID])
  expect(short(seen)).toEqual([12, `${OTHER_ID} removed`, 40, 'COMPLETED'])
  expect(streams().at(-1)?.headers['last-event-id']).toBeUndefined()
})

it('waits as long as the API says for a stream to be free', async () => {
  const body = { code: 'TOO_MANY_STREAMS', status: 429, detail: 'Too many.', remedy: 'Wait.' }
  const full: Answer = (response, seen) => {
    response.setHeader('retry-after', '1')
    return json(body, 429)(response, seen)
  }
  api.on(STREAM, full, events([end()]))
  const troubles: string[] = []
  const began = Date.now()
  expect(short(await seenOf([JOB_ID], (why) => troubles.push(why)))).toEqual(['COMPLETED'])
  expect(Date.now() - began).toBeGreaterThan(990)
  expect(troubles).toEqual(['There is no free stream; tried again in 1 s: Too many.'])
})

it('gives up where no stream becomes free', async () => {
  const body = { code: 'TOO_MANY_STREAMS', status: 429, detail: 'Too many.', remedy: 'Wait.' }
  api.on(STREAM, json(body, 429))
  await expect(seenOf()).rejects.toMatchObject({ exitCode: ExitCode.CONFLICT, problem: body })
  expect(streams().length).toBeGreaterThan(5)
})
