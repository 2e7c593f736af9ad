/** Watching over real connections: frames, resuming, going and coming back, and the ends of a stream. */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { ExportEvent, ExportProgress } from '../../contract/index.ts'
import { type ApiWorld, apiWorld, tokenOf } from '../../tests/support/apiWorld.ts'
import { type EventReader, openEvents } from '../../tests/support/eventStreams.ts'
import { eventually } from '../../tests/support/eventually.ts'
import { COMPLETED_JOB, refused } from '../../tests/support/fakeExportData.ts'
import type { Problem } from '../errors/index.ts'

let world: ApiWorld
let address: string
const readers: EventReader[] = []

beforeEach(async () => {
  world = await apiWorld()
  address = await world.app.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.leave()
  await world.app.close()
})

async function open(path: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const reader = await openEvents(`${address}${path}`, { ...world.signedIn, ...headers })
  readers.push(reader)
  return reader
}

const progress = (exportId: string, percent: number, attempt = 1): ExportEvent => {
  const step: ExportProgress['step'] = 'FETCHING'
  const rows = { rows: percent * 10, of: 1_000, secondsLeft: 3, trouble: null }
  return { kind: 'progress', progress: { exportId, attempt, step, percent, ...rows } }
}
const end = (id: string, attempt = 1): ExportEvent => {
  return { kind: 'end', job: { ...COMPLETED_JOB, id, attempt } }
}

function give(...events: ExportEvent[]): void {
  world.exportData.answers.watch = async function* () {
    yield* events
  }
}

/** Gives the events, and then waits until nobody watches any more. */
function giveAndWait(...events: ExportEvent[]): { left: boolean } {
  const state = { left: false }
  world.exportData.answers.watch = async function* (signal) {
    try {
      yield* events
      if (!signal.aborted) await once(signal, 'abort')
    } finally {
      state.left = true
    }
  }
  return state
}

/** The number, once it stays the same for a while. */
async function untilSteady(number: () => number): Promise<number> {
  for (let before = -1; before !== number(); await sleep(200)) before = number()
  return number()
}

const idsOf = ({ events }: EventReader) => events.map(({ id }) => id)

describe('a stream of events', () => {
  it('tells progress and then the end, with ids, and ends itself', async () => {
    give(progress('a', 0), progress('a', 40), end('a'))
    const reader = await open('/exports/a/events')
    await reader.ended
    expect(reader.response.headers.get('content-type')).toBe('text/event-stream')
    expect(reader.response.headers.get('cache-control')).toBe('no-store')
    expect(reader.retry).toBe(2_000)
    expect(reader.events.map(({ event, id }) => [event, id])).toEqual([
      ['progress', '1.0'],
      ['progress', '1.40'],
      ['end', '1.end'],
    ])
    const [first, , last] = reader.events.map(({ data }) => JSON.parse(data) as unknown)
    expect(first).toEqual({
      exportId: 'a',
      attempt: 1,
      step: 'FETCHING',
      percent: 0,
      rows: 0,
      of: 1_000,
      secondsLeft: 3,
      trouble: null,
    })
    expect(last).toEqual({ ...COMPLETED_JOB, id: 'a' })
  })

  it('tells of several exports over one connection, each with a place in the ids', async () => {
    give(progress('b', 5, 2), progress('a', 40), end('b', 2), end('a'))
    const reader = await open('/exports/events?ids=a,b,a')
    await reader.ended
    expect(idsOf(reader)).toEqual(['0.0,2.5', '1.40,2.5', '1.40,2.end', '1.end,2.end'])
    expect(world.exportData.calls[0]?.slice(2)).toEqual([['a', 'b'], { seen: {} }])
  })

  it.each([
    ['the header', '/exports/events?ids=a,b,c', { 'last-event-id': '0.0,1.end,2.40' }],
    ['the address', '/exports/events?ids=a,b,c&lastEventId=0.0,1.end,2.40', {}],
  ])('goes on behind the last event that %s names', async (_, path, headers) => {
    give(end('a'), end('c', 2))
    const reader = await open(path, headers)
    await reader.ended
    expect(idsOf(reader)).toEqual(['1.end,1.end,2.40', '1.end,1.end,2.end'])
    expect(world.exportData.calls[0]?.slice(2)).toEqual([
      ['a', 'c'],
      { seen: { c: { attempt: 2, percent: 40 } } },
    ])
  })

  it.each(['nonsense', '1.40,1.50', '1.end,', '-1.40', '1.400000'])(
    'begins anew behind %j, which is no id of this stream',
    async (id) => {
      give(end('a'))
      await (await open('/exports/a/events', { 'last-event-id': id })).ended
      expect(world.exportData.calls[0]?.[3]).toEqual({ seen: {} })
    },
  )

  it('is no more where the end was seen: 204, at which clients stop', async () => {
    const one = await open('/exports/a/events', { 'last-event-id': '1.end' })
    const two = await open('/exports/events?ids=a,b&lastEventId=1.end,3.end')
    expect([one.response.status, two.response.status]).toEqual([204, 204])
    expect(world.exportData.calls).toEqual([])
  })

  it.each([0, 1_500])(
    'is refused as a problem where the entry refuses, if after %d ms',
    async (ms) => {
      world.exportData.answers.watch = async function* () {
        yield* [] as ExportEvent[]
        await sleep(ms)
        throw refused('UNKNOWN_JOB')
      }
      const answer = await fetch(`${address}/exports/a/events`, { headers: world.signedIn })
      expect(answer.status).toBe(404)
      expect(((await answer.json()) as Problem).code).toBe('UNKNOWN_JOB')
    },
  )

  it.each(['', 'ids=', 'ids=a,,b', `ids=${Array(51).fill('a').join(',')}`, 'ids=a&ids=b'])(
    'of several exports is refused for the query %.20j',
    async (query) => {
      const answer = await fetch(`${address}/exports/events?${query}`, { headers: world.signedIn })
      expect(answer.status).toBe(422)
      expect(((await answer.json()) as Problem).errors).toMatchObject([{ field: 'ids' }])
    },
  )
})

describe('a stream that has begun', () => {
  it('is left by the entry’s watcher as soon as the client has gone', async () => {
    const state = giveAndWait(progress('a', 1))
    const reader = await open('/exports/a/events')
    await eventually(async () => expect(reader.events).toHaveLength(1))
    expect(state.left).toBe(false)
    reader.leave()
    await eventually(async () => expect(state.left).toBe(true))
  })

  it('is left by it also where the client goes before the first event', async () => {
    const state = giveAndWait()
    const leaving = new AbortController()
    const { signal } = leaving
    const asked = fetch(`${address}/exports/a/events`, { headers: world.signedIn, signal })
    await eventually(async () => expect(world.exportData.calls).toHaveLength(1))
    leaving.abort()
    await expect(asked).rejects.toThrow('aborted')
    await eventually(async () => expect(state.left).toBe(true), 3_000)
  })

  it('ends with the token of whoever watches', async () => {
    const state = giveAndWait(progress('a', 1))
    const exp = Math.floor(Date.now() / 1_000) + 1
    const authorization = `Bearer ${await tokenOf('ann', { exp })}`
    await (await open('/exports/a/events', { authorization })).ended
    await eventually(async () => expect(state.left).toBe(true))
  })

  it('ends when the server stops, which takes a moment', async () => {
    const state = giveAndWait(progress('a', 1))
    const reader = await open('/exports/a/events')
    await eventually(async () => expect(reader.events).toHaveLength(1))
    const startedAt = performance.now()
    const closed = world.app.close()
    await reader.ended
    expect(state.left).toBe(true)
    expect(performance.now() - startedAt).toBeLessThan(3_000)
    reader.leave()
    await closed
  })

  it('ends where the entry refuses to go on, which is no fault; who comes back is told why', async () => {
    world.exportData.answers.watch = async function* () {
      yield progress('a', 1)
      await sleep(50)
      throw refused('UNKNOWN_JOB')
    }
    const reader = await open('/exports/a/events')
    await reader.ended
    expect(reader.events).toHaveLength(1)
    const logged = world.log().split('\n')
    const line = logged.find((one) => one.includes('"code":"UNKNOWN_JOB"'))
    expect(JSON.parse(line ?? '{}')).toMatchObject({ level: 30, msg: 'watching was refused' })
  })

  it('ends where the entry fails, and the log says of what', async () => {
    world.exportData.answers.watch = async function* () {
      yield progress('a', 1)
      await sleep(50)
      throw new Error('the bridge fell down')
    }
    const reader = await open('/exports/a/events')
    await reader.ended
    expect(reader.events).toHaveLength(1)
    expect(world.log()).toContain('the bridge fell down')
  })

  it('takes no more events from the entry than the client reads', async () => {
    let given = 0
    world.exportData.answers.watch = async function* (signal) {
      const trouble = 'x'.repeat(10_000)
      while (!signal.aborted) {
        given += 1
        const event = progress('a', 1)
        yield event.kind === 'end' ? event : { ...event, progress: { ...event.progress, trouble } }
      }
    }
    const leaving = new AbortController()
    await fetch(`${address}/exports/a/events`, { headers: world.signedIn, signal: leaving.signal })
    const filled = await untilSteady(() => given)
    expect(filled).toBeGreaterThan(0)
    await sleep(300)
    expect(given).toBe(filled)
    leaving.abort()
  })
})
