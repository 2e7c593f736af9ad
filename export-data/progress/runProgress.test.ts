import { describe, expect, it } from '@jest/globals'
import { array, assert, constantFrom, integer, property, record } from 'fast-check'
import type { ExportProgress } from '../../contract/index.ts'
import { EXPORT_POLICIES } from '../../workflows/policies.ts'
import type { RunState } from '../exportRuns.ts'
import { RunProgress } from './runProgress.ts'

const OPEN: RunState = {
  isOpen: true,
  step: undefined,
  isStarted: false,
  details: undefined,
  tries: 0,
  trouble: undefined,
}
const CLOSED = { ...OPEN, isOpen: false }
const queued = (step: string): RunState => ({ ...OPEN, step, tries: 1 })
const running = (step: string, rows?: number, of = 1_000): RunState => ({
  ...queued(step),
  isStarted: true,
  details: rows === undefined ? undefined : { rows, of },
})

/** What a watcher is shown of these states, a second apart. */
function shownOf(states: (RunState | undefined)[]): ExportProgress[] {
  const job = { exportId: 'e', attempt: 2, workflowId: 'export-e-2', fileType: 'CSV' } as const
  const progress = new RunProgress(job)
  return states.map((state, second) => progress.after(state, second * 1_000))
}

const stepsOf = (states: (RunState | undefined)[]) => shownOf(states).map(({ step }) => step)

describe('RunProgress', () => {
  it('shows rows, percent and seconds of a fetch', () => {
    const states = [0, 100, 200, 300, 400].map((rows) => running('fetchRows', rows))
    expect(shownOf(states).at(-1)).toEqual({
      exportId: 'e',
      attempt: 2,
      step: 'FETCHING',
      rows: 400,
      of: 1_000,
      percent: 20,
      secondsLeft: 17,
      trouble: null,
    })
  })

  it('shows the steps of an export one after the other', () => {
    const names = ['markProcessing', 'fetchRows', 'renderFile', 'uploadFile', 'recordCompletion']
    expect(stepsOf([undefined, OPEN, ...names.map((name) => running(name))])).toEqual([
      'WAITING',
      'WAITING',
      'CHECKING',
      'FETCHING',
      'RENDERING',
      'PUBLISHING',
      'PUBLISHING',
    ])
  })

  it('waits until a worker takes the first step', () => {
    expect(stepsOf([queued('markProcessing'), queued('markProcessing'), OPEN])).toEqual([
      'WAITING',
      'WAITING',
      'WAITING',
    ])
  })

  it('waits where a later step finds no worker, but not for the moment between two', () => {
    const states = [
      running('markProcessing'),
      queued('fetchRows'),
      running('fetchRows', 900),
      OPEN,
      queued('renderFile'),
      queued('renderFile'),
      running('renderFile', 0),
    ]
    expect(stepsOf(states)).toEqual([
      'CHECKING',
      'CHECKING',
      'FETCHING',
      'FETCHING',
      'FETCHING',
      'WAITING',
      'RENDERING',
    ])
  })

  it('does not take two short moments for a wait', () => {
    const states = [running('markProcessing'), queued('fetchRows'), queued('renderFile')]
    expect(stepsOf(states)).toEqual(['CHECKING', 'CHECKING', 'CHECKING'])
  })

  it('takes a wait for no step back', () => {
    const wait = [queued('renderFile'), queued('renderFile')]
    const shown = shownOf([running('fetchRows', 1_000), ...wait, running('renderFile', 500)])
    expect(shown.map(({ percent }) => percent)).toEqual([48, 48, 48, 74])
  })

  it('stays at the last step while the outcome is recorded, and when the run is closed or gone', () => {
    const endings = ['recordFailure', 'recordCancellation', 'removeStaged'].map((name) =>
      running(name),
    )
    const shown = shownOf([running('renderFile', 500), ...endings, CLOSED, undefined])
    expect(new Set(shown.map(({ step, rows, percent }) => `${step} ${rows} ${percent}`))).toEqual(
      new Set(['RENDERING 500 74']),
    )
  })

  it('knows every step of the workflow', () => {
    const shown = Object.keys(EXPORT_POLICIES).map((name) => [
      name,
      stepsOf([running('renderFile'), running(name)]).at(-1),
    ])
    expect(Object.fromEntries(shown)).toEqual({
      markProcessing: 'CHECKING',
      fetchRows: 'FETCHING',
      renderFile: 'RENDERING',
      uploadFile: 'PUBLISHING',
      recordCompletion: 'PUBLISHING',
      recordFailure: 'RENDERING',
      recordCancellation: 'RENDERING',
      removeStaged: 'RENDERING',
    })
  })

  it('tells the trouble of a step that is tried again, and promises no time while it waits', () => {
    const trouble = 'The database could not be reached.'
    const rows = [0, 100, 200, 300, 400].map((done) => running('fetchRows', done))
    const failed = { ...running('fetchRows', 400), isStarted: false, tries: 2, trouble }
    const shown = shownOf([...rows, failed, failed, { ...failed, isStarted: true }])
    expect(shown.at(-2)).toMatchObject({ step: 'FETCHING', secondsLeft: null, trouble })
    expect(shown.at(-1)).toMatchObject({ step: 'FETCHING', rows: 400, trouble })
  })

  it('counts the seconds on from one step to the next', () => {
    const rows = [0, 100, 200, 300, 400, 500, 600, 700, 800, 900].map((done) =>
      running('fetchRows', done),
    )
    const states = [...rows, OPEN, queued('renderFile'), running('renderFile')]
    const shown = shownOf(states).map(({ step, secondsLeft }) => `${step} ${secondsLeft}`)
    expect(shown.slice(-4)).toEqual(['FETCHING 12', 'FETCHING 11', 'FETCHING 10', 'RENDERING 10'])
  })

  it('knows of no number of rows before one is expected', () => {
    expect(shownOf([running('fetchRows', 0, 0)])).toMatchObject([{ rows: 0, of: null, percent: 1 }])
  })

  it('goes on, without a time, when more rows come than were expected', () => {
    const rows = [500, 1_000, 1_500, 2_000, 3_000, 5_000]
    const shown = shownOf(rows.map((done) => running('fetchRows', done, Math.max(done, 1_000))))
    expect(shown.map(({ percent }) => percent)).toEqual([25, 48, 50, 51, 51, 52])
    expect(shown.map(({ secondsLeft }) => secondsLeft)).toEqual(Array(6).fill(null))
    expect(shown.at(-1)).toMatchObject({ rows: 5_000, of: 5_000 })
  })

  it('expects anew when the fetch begins again', () => {
    const states = [running('fetchRows', 500, 1_000), running('fetchRows', 500, 2_000)]
    expect(shownOf(states).map(({ percent }) => percent)).toEqual([25, 25])
    const again = [running('fetchRows', 1_000), running('fetchRows', 0, 0), running('fetchRows', 9)]
    expect(shownOf(again)).toMatchObject([
      { of: 1_000, percent: 48 },
      { of: null, percent: 48 },
      { of: 1_000, percent: 48 },
    ])
  })

  it('never goes back, whatever is done again in whatever order', () => {
    const counts = integer({ min: 0, max: 5_000 })
    const state = record({
      isOpen: constantFrom(true),
      step: constantFrom(undefined, ...Object.keys(EXPORT_POLICIES)),
      isStarted: constantFrom(true, false),
      details: record({ rows: counts, more: counts }),
      tries: constantFrom(1, 2),
      trouble: constantFrom(undefined, 'It failed.'),
    })
    assert(
      property(array(state), (states) => {
        const shown = shownOf(
          states.map(({ details: { rows, more }, ...rest }) => ({
            ...rest,
            details: { rows, of: rows + more },
          })),
        )
        const percents = shown.map(({ percent }) => percent)
        expect(percents).toEqual(percents.toSorted((a, b) => a - b))
        for (const { percent, secondsLeft, rows, of } of shown) {
          expect(percent).toBeLessThanOrEqual(98)
          expect(secondsLeft === null || secondsLeft >= 1).toBe(true)
          expect(of === null || of >= rows).toBe(true)
        }
      }),
    )
  })
})
