/** Titles, ids and file names come from others: none may steer the terminal of who reads them. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { describeExportTypes } from '../handlers/index.ts'
import { BACKFILL, RUN, SCHEDULE } from '../tests/support/fakeSchedules.ts'
import { type FakeIo, fakeIo } from '../tests/support/fakeTerminal.ts'
import { completedJob, JOB_ID, jobOf } from '../tests/support/requestedJobs.ts'
import { events, json, type StandInApi, standInApi } from '../tests/support/standInApi.ts'
import { run } from './index.ts'

let api: StandInApi

beforeEach(async () => {
  api = await standInApi()
})

afterEach(() => api.close())

/** Of commands that end well. */
async function written(args: string[], isTerminal: boolean): Promise<FakeIo> {
  const io = fakeIo({ environment: { API_URL: api.url, API_TOKEN: 'mine' }, isTerminal })
  expect(await run(args, io)).toBe(0)
  return io
}

/** How bars are drawn over. */
// oxlint-disable-next-line no-control-regex
const OWN_MOVES = /\u001B\[(\d+A|0J)/g
// oxlint-disable-next-line no-control-regex
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/

describe('what others wrote', () => {
  const evil = 'a\u001B[31m\u009b2J\nb'

  it('steers no terminal, whichever command shows it', async () => {
    const job = completedJob({ name: evil }, { id: evil, title: evil, warnings: { [evil]: 1 } })
    const types = describeExportTypes().map((type) => ({ ...type, title: evil }))
    api.on('GET /export-types', json({ types }))
    api.on('GET /exports/', json(job))
    api.on('GET /exports?', json({ jobs: [job], next: null }))
    api.on('POST /exports', json({ job, repeats: 'SAME_KEY' }))
    api.on('POST /exports/', json(job))
    api.on(
      `GET /exports/${encodeURIComponent(evil)}/events`,
      events([{ event: 'end', id: '1.end', data: job }]),
    )
    const schedule = { ...SCHEDULE, id: evil, name: evil, note: evil, state: 'PAUSED' }
    api.on('GET /schedules?', json({ schedules: [schedule], next: null }))
    api.on('GET /schedules/', json(schedule))
    api.on('GET /schedules/x/backfills', json({ backfills: [{ ...BACKFILL, id: evil }] }))
    const failure = { code: 'INTERNAL_ERROR', message: evil, remedy: evil }
    const runs = [{ ...RUN, outcome: 'FAILED', failure }]
    api.on('GET /schedules/x/runs', json({ runs, next: null }))
    const calls = [
      ['schedules', 'list'],
      ['schedules', 'get', 'x'],
      ['schedules', 'runs', 'x'],
      ['schedules', 'backfills', 'x'],
      ['types', 'rfp'],
      ['get', 'x'],
      ['list'],
      ['cancel', 'x'],
      ['retry', 'x'],
      ['request', 'SOW'],
      ['request', 'SOW', '--watch'],
      ['watch', 'x'],
    ]
    for (const args of calls) {
      const io = await written(args, true)
      const text = io.written().replaceAll(OWN_MOVES, '')
      expect({ args, steers: STEERING.test(text) }).toEqual({ args, steers: false })
      expect(text).toContain('a�[31m�2')
    }
  })

  it('is the same in JSON, where signs that steer are escaped', async () => {
    api.on('GET /exports/', json(jobOf({ title: evil })))
    const io = await written(['get', JOB_ID], false)
    expect(STEERING.test(io.written())).toBe(false)
    expect(io.lines()).toEqual([jobOf({ title: evil })])
  })

  it.each([
    ['request', 'SOW', '--download', '-'],
    ['download', 'x', '--output', '-'],
  ])('is not written to a terminal as it is: %s', async (...args) => {
    const io = fakeIo({ environment: { API_URL: api.url, API_TOKEN: 'mine' }, isTerminal: true })
    expect(await run(args, io)).toBe(2)
    expect(io.complaints()).toContain('Redirect standard output')
    expect(api.seen).toEqual([])
  })
})
