/** Streams over real connections: how many one user may have open, and that closed ones count no more. */
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type ApiWorld, apiWorld, tokenOf } from '../tests/support/apiWorld.ts'
import { type EventReader, openEvents } from '../tests/support/eventStreams.ts'
import { eventually } from '../tests/support/eventually.ts'
import { COMPLETED_JOB, refused } from '../tests/support/fakeExportData.ts'
import type { Problem } from './errors/index.ts'

let world: ApiWorld
let address: string
const readers: EventReader[] = []

beforeEach(async () => {
  world = await apiWorld({ settings: { maxStreams: 2 } })
  address = await world.app.listen({ host: '127.0.0.1', port: 0 })
  world.exportData.answers.watch = async function* (signal) {
    yield { kind: 'end', job: COMPLETED_JOB }
    if (!signal.aborted) await once(signal, 'abort')
  }
})
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.leave()
  const closed = world.app.close()
  // The client may hold connections that it never used.
  world.app.server.closeAllConnections()
  await closed
})

async function open(user = 'ann', path = '/exports/a/events'): Promise<EventReader> {
  const authorization = `Bearer ${await tokenOf(user)}`
  const reader = await openEvents(`${address}${path}`, { authorization })
  readers.push(reader)
  return reader
}
const statusOf = async (user?: string, path?: string) => (await open(user, path)).response.status

describe('one user', () => {
  it('has no more streams than are allowed, of one export or of several, and others theirs', async () => {
    expect([await statusOf(), await statusOf('ann', '/exports/events?ids=a,b')]).toEqual([200, 200])
    const headers = { authorization: `Bearer ${await tokenOf('ann')}` }
    const answer = await fetch(`${address}/exports/a/events`, { headers })
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect((await answer.json()) as Problem).toMatchObject({
      code: 'TOO_MANY_STREAMS',
      detail: '2 streams of events are open, the most that one user may have.',
    })
    expect(await statusOf('bob')).toBe(200)
  })

  it('may open another as soon as one is closed, from either side', async () => {
    const [left] = [await open(), await open()]
    expect(await statusOf()).toBe(429)
    left.leave()
    await eventually(async () => expect(await statusOf()).toBe(200))
    for (const reader of readers) reader.leave()
    world.exportData.answers.watch = async function* () {
      yield { kind: 'end', job: COMPLETED_JOB }
    }
    await eventually(async () => expect(await statusOf()).toBe(200))
    for (let nth = 0; nth < 4; nth += 1) {
      const ended = await open()
      await ended.ended
      expect(ended.response.status).toBe(200)
    }
  })

  it('loses none to refusals', async () => {
    const { watch } = world.exportData.answers
    world.exportData.answers.watch = async function* () {
      yield* []
      throw refused('UNKNOWN_JOB')
    }
    for (let nth = 0; nth < 4; nth += 1) expect(await statusOf()).toBe(404)
    world.exportData.answers.watch = watch
    expect([await statusOf(), await statusOf()]).toEqual([200, 200])
  })
})
