import { afterEach, describe, expect, it } from '@jest/globals'
import { type ApiWorld, apiWorld } from '../tests/support/apiWorld.ts'
import { type Checks, type Readiness, readinessOf } from './readiness.ts'

const REACHED: Checks = {
  database: async () => undefined,
  queue: async () => undefined,
  temporal: async () => undefined,
  storage: async () => undefined,
}

describe('readiness', () => {
  let world: ApiWorld
  afterEach(() => world.app.close())

  it('is ok while every part can be reached', async () => {
    world = await apiWorld({ checks: REACHED })
    const answer = await world.app.inject('/health/ready')
    expect(answer.statusCode).toBe(200)
    expect(answer.json<Readiness>()).toEqual({
      status: 'ok',
      parts: {
        database: { status: 'ok' },
        queue: { status: 'ok' },
        temporal: { status: 'ok' },
        storage: { status: 'ok' },
      },
    })
  })

  it('says which part can’t be reached and what to look at, and the log says why', async () => {
    const queue = () => Promise.reject(new Error('connect ECONNREFUSED'))
    world = await apiWorld({ checks: { ...REACHED, queue } })
    const answer = await world.app.inject('/health/ready')
    expect(answer.statusCode).toBe(503)
    expect(answer.json<Readiness>()).toMatchObject({
      status: 'unavailable',
      parts: {
        database: { status: 'ok' },
        queue: {
          status: 'unavailable',
          remedy: expect.stringContaining('EXPORT_QUEUE_URL'),
        },
      },
    })
    expect(answer.body).not.toContain('ECONNREFUSED')
    expect(world.log()).toContain('ECONNREFUSED')
  })

  it('is not what liveness rests on', async () => {
    const database = () => Promise.reject(new Error('away'))
    world = await apiWorld({ checks: { ...REACHED, database } })
    const answer = await world.app.inject('/health/live')
    expect([answer.statusCode, answer.json<object>()]).toEqual([200, { status: 'ok' }])
  })
})

describe('readinessOf', () => {
  it('gives up on a part that stays silent after three seconds', async () => {
    const failed: string[] = []
    const temporal = () => new Promise(() => undefined)
    const ask = readinessOf({ ...REACHED, temporal }, (part) => failed.push(part))
    const startedAt = performance.now()
    expect((await ask()).parts.temporal.status).toBe('unavailable')
    expect(performance.now() - startedAt).toBeLessThan(6_000)
    expect(failed).toEqual(['temporal'])
  })

  it('asks each part once for all who ask at the same time, and anew later', async () => {
    let asked = 0
    const database = async () => {
      asked += 1
    }
    const ask = readinessOf({ ...REACHED, database }, () => undefined)
    await Promise.all([ask(), ask(), ask()])
    expect(asked).toBe(1)
    await ask()
    expect(asked).toBe(2)
  })
})
