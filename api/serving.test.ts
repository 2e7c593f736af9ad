/** Listening and stopping, with whoever is connected. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type ApiWorld, apiWorld } from '../tests/support/apiWorld.ts'
import { openEvents } from '../tests/support/eventStreams.ts'
import { eventually } from '../tests/support/eventually.ts'
import { JOB } from '../tests/support/fakeExportData.ts'
import { Serving } from './serving.ts'

let world: ApiWorld
let serving: Serving
let isClosed: boolean
beforeEach(async () => {
  world = await apiWorld()
  isClosed = false
  serving = servingOn(0)
})
afterEach(() => world.app.close())

function servingOn(port: number): Serving {
  const close = async () => {
    isClosed = true
  }
  return new Serving({ app: world.app, host: '127.0.0.1', port, close })
}

async function listening(): Promise<string> {
  await eventually(async () => expect(world.app.server.listening).toBe(true))
  const { port } = world.app.server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}

describe('a server that is told to stop', () => {
  it('ends in a moment with streams open and connections idle, and closes what it used', async () => {
    world.exportData.answers.watch = async function* (signal) {
      yield { kind: 'end', job: JOB }
      if (!signal.aborted) await once(signal, 'abort')
    }
    const running = serving.run()
    const url = await listening()
    await fetch(`${url}/health/live`)
    const idle = connect(Number(new URL(url).port), '127.0.0.1')
    await once(idle, 'connect')
    const reader = await openEvents(`${url}/exports/${JOB.id}/events`, world.signedIn)
    await eventually(async () => expect(reader.events).toHaveLength(1))
    const startedAt = performance.now()
    serving.stop()
    await running
    expect(performance.now() - startedAt).toBeLessThan(3_000)
    await reader.ended
    idle.destroy()
    expect(isClosed).toBe(true)
    await expect(fetch(`${url}/health/live`)).rejects.toThrow('fetch failed')
  })

  it('lets an answer end that it has begun', async () => {
    let answerNow = (): void => undefined
    const asked = new Promise<void>((called) => {
      world.exportData.get = () =>
        new Promise((resolve) => {
          answerNow = () => resolve(JOB)
          called()
        })
    })
    const running = serving.run()
    const url = await listening()
    const answer = fetch(`${url}/exports/1`, { headers: world.signedIn })
    await asked
    serving.stop()
    answerNow()
    expect((await answer).status).toBe(200)
    await running
  })

  it('waits no longer than seconds for an answer that never comes', async () => {
    const asked = new Promise<void>((called) => {
      world.exportData.get = () => new Promise(() => called())
    })
    const running = serving.run()
    const url = await listening()
    const answer = fetch(`${url}/exports/1`, { headers: world.signedIn }).catch(() => 'cut off')
    await asked
    const startedAt = performance.now()
    serving.stop()
    await running
    expect(performance.now() - startedAt).toBeLessThan(9_000)
    expect(await answer).toBe('cut off')
  })

  it('ends also when it was told before it listened', async () => {
    serving.stop()
    await serving.run()
    expect(isClosed).toBe(true)
  })
})

it('fails where the address is taken, and closes what it used', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const failed = await servingOn(port)
    .run()
    .catch((error: unknown) => error)
  other.close()
  expect(failed).toMatchObject({
    code: 'EADDRINUSE',
    message: `The address 127.0.0.1:${port} is taken.`,
  })
  expect(isClosed).toBe(true)
})
