import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { RequestedExport } from '../../contract/index.ts'
import { fakeIo } from '../../tests/support/fakeTerminal.ts'
import { completedJob, JOB_ID } from '../../tests/support/requestedJobs.ts'
import { json, type StandInApi, standInApi } from '../../tests/support/standInApi.ts'
import { run } from '../index.ts'

let api: StandInApi

beforeEach(async () => {
  api = await standInApi()
})

afterEach(() => api.close())

/** What a person reads of the job. */
async function told(job: RequestedExport): Promise<string> {
  api.on('GET /exports/', json(job))
  const io = fakeIo({ environment: { API_URL: api.url, API_TOKEN: 'mine' }, isTerminal: true })
  expect(await run(['get', JOB_ID], io)).toBe(0)
  return io.written()
}

describe('exports get', () => {
  it('says everything of one', async () => {
    const text = await told(completedJob())
    expect(text).toContain('how it stands  completed, 4,950 rows, 667 kB')
    expect(text).toContain(`sha256         ${'0'.repeat(64)}`)
    expect(text).not.toMatch(/reused|holds|schedule/)
  })

  it('says that a file is reused, and how old its rows are', async () => {
    expect(await told(completedJob({ isReused: true }))).toContain(
      'SOW-2026-11-26-3f2a1b2c.csv, reused, as of 2026-11-26T05:00:01.000Z\n',
    )
  })

  it('says which changes a file holds, and whose schedule asked for it', async () => {
    const window = { start: '2026-11-25T05:30:00.000Z', end: '2026-11-26T05:30:00.000Z' }
    const job = completedJob({}, { scheduleId: 's-1', window })
    const text = await told(job)
    expect(text).toContain(
      'holds          changes from 2026-11-25T05:30:00.000Z to 2026-11-26T05:30:00.000Z\n',
    )
    expect(text).toContain('schedule       s-1\n')
    expect(await told({ ...job, window: { ...window, start: null } })).toContain(
      'holds          every row, up to 2026-11-26T05:30:00.000Z\n',
    )
  })
})
