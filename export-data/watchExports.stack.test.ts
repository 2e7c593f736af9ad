/** Watching and stopping jobs whose runs are scripted, over real records. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type ExportEvent, ExportFailure, FailureCode } from '../contract/index.ts'
import { sampleUsers } from '../stack/sample/index.ts'
import { type Entry, openEntry } from '../tests/support/entry.ts'
import { eventually } from '../tests/support/eventually.ts'
import type { ExportData, ExportRuns } from './index.ts'

const admin = { userId: sampleUsers.DEMO_ADMIN_ID }
const staff = { userId: sampleUsers.DEMO_STAFF_ID }
const QUEUED = {
  isOpen: true,
  step: 'markProcessing',
  isStarted: false,
  details: undefined,
  tries: 1,
  trouble: undefined,
}

let world: Entry
let exportData: ExportData
/** What Temporal says: of every run the same. */
let runs: ExportRuns
beforeAll(async () => {
  world = await openEntry()
  exportData = world.entry({
    runs: {
      describe: (id) => runs.describe(id),
      cancel: (id) => runs.cancel(id),
      probe: () => runs.probe(),
    },
  })
})
afterAll(() => world.dispose())
beforeEach(async () => {
  await world.sql('ExportJob').delete()
  runs = {
    describe: () => Promise.resolve(QUEUED),
    cancel: () => Promise.resolve(true),
    probe: () => Promise.resolve(),
  }
})

async function asked(title: string, caller = admin): Promise<string> {
  const request = { type: 'SOW', fileType: 'CSV', title } as const
  return (await exportData.request(caller, { request })).job.id
}

/** Watches in the background; `events` grow as they come. */
function watching(ids: string[]) {
  const events: ExportEvent[] = []
  const leaving = new AbortController()
  const over = (async () => {
    for await (const event of exportData.watch(admin, ids, { signal: leaving.signal })) {
      events.push(event)
    }
  })()
  over.catch(() => undefined)
  return { events, over, leave: () => leaving.abort() }
}

const set = (id: string, columns: object) => world.sql('ExportJob').where({ id }).update(columns)
const endsOf = (events: ExportEvent[]) =>
  events.flatMap((event) => (event.kind === 'end' ? [[event.job.id, event.job.status]] : []))

describe('watch', () => {
  it('tells the end of a job that is cancelled while it waits for a worker', async () => {
    const id = await asked('queued')
    const { events, over } = watching([id])
    await eventually(async () => expect(events).toHaveLength(1))
    expect(events[0]).toMatchObject({ kind: 'progress', progress: { step: 'WAITING' } })
    await exportData.cancel(admin, id)
    await over
    expect(endsOf(events)).toEqual([[id, 'CANCELLED']])
  })

  it('goes on with the others when one is removed', async () => {
    const [gone, kept] = [await asked('gone'), await asked('kept')]
    const { events, over } = watching([gone, kept])
    await eventually(async () => expect(events).toHaveLength(2))
    await exportData.cancel(admin, gone)
    await set(gone, { deletedAt: world.sql.fn.now() })
    await sleep(1_500)
    await set(kept, { status: 'FAILED' })
    await over
    expect(endsOf(events).filter(([id]) => id === kept)).toEqual([[kept, 'FAILED']])
  })

  it('goes on with the next attempt of a job that is retried at once', async () => {
    const id = await asked('retried')
    const { events, over } = watching([id])
    await eventually(async () => expect(events).toHaveLength(1))
    await exportData.cancel(admin, id)
    await exportData.retry(admin, id)
    await eventually(async () =>
      expect(events.at(-1)).toMatchObject({ kind: 'progress', progress: { attempt: 2 } }),
    )
    await set(id, { status: 'COMPLETED' })
    await over
    expect(endsOf(events)).toEqual([[id, 'COMPLETED']])
  })

  it('refuses at once, and logs it, where one of the jobs is another’s', async () => {
    const [mine, other] = [await asked('mine'), await asked('other', staff)]
    await expect(watching([mine, other]).over).rejects.toMatchObject({ code: 'UNKNOWN_JOB' })
    expect((await world.log(mine)).map(({ action }) => action)).toEqual(['REQUEST', 'WATCH'])
    expect(await world.log(other)).toContainEqual(
      expect.objectContaining({ action: 'WATCH', refusalCode: 'UNKNOWN_JOB' }),
    )
  })

  it('ends soon after it is left, whatever it waits for', async () => {
    const { events, over, leave } = watching([await asked('left'), await asked('left too')])
    await eventually(async () => expect(events).toHaveLength(2))
    leave()
    await over
    expect(endsOf(events)).toEqual([])
  })
})

describe('cancel', () => {
  const away = () => {
    const failure = { code: FailureCode.TEMPORAL_UNAVAILABLE, message: 'Away.', remedy: 'Wait.' }
    runs.cancel = () => Promise.reject(new ExportFailure(failure))
  }

  it('of a job that has begun is told that Temporal is out of reach', async () => {
    const id = await asked('begun')
    await set(id, { startedAt: world.sql.fn.now() })
    away()
    await expect(exportData.cancel(admin, id)).rejects.toMatchObject({
      code: 'TEMPORAL_UNAVAILABLE',
    })
    expect(await exportData.get(admin, id)).toMatchObject({ status: 'PENDING' })
  })

  it('of a job that has not begun needs no Temporal', async () => {
    const id = await asked('not begun')
    away()
    expect(await exportData.cancel(admin, id)).toMatchObject({ status: 'CANCELLED' })
  })

  it('leaves it to the run that has begun meanwhile to record it', async () => {
    const id = await asked('begins just now')
    runs.cancel = async () => {
      await set(id, { startedAt: world.sql.fn.now() })
      return true
    }
    expect(await exportData.cancel(admin, id)).toMatchObject({ status: 'PENDING' })
  })

  it('makes the next equal request a job of its own', async () => {
    const id = await asked('again')
    await set(id, { startedAt: world.sql.fn.now() })
    await exportData.cancel(admin, id)
    expect(await asked('again')).not.toBe(id)
  })
})
