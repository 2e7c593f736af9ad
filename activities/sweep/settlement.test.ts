import { describe, expect, it } from '@jest/globals'
import type { OpenJob } from '../../stores/index.ts'
import { isSuspect, settlementOf } from './settlement.ts'
import { RunState } from './workflowRuns.ts'

const DAY = 86_400
const RETENTION = 14 * DAY

/** A job of Connexus' own service, made just now. */
function jobOf(over: Partial<OpenJob> = {}): OpenJob {
  return {
    id: 'e',
    type: 'SOW',
    fileType: 'CSV',
    createdById: 'u',
    attempt: 1,
    isStarted: false,
    isOurs: false,
    isScheduled: false,
    isInOutbox: false,
    isCancelling: false,
    workflowId: null,
    secondsSinceAttempt: 0,
    secondsSinceStart: 0,
    secondsSinceSentAgain: null,
    ...over,
  }
}

const started = (over: Partial<OpenJob> = {}) =>
  jobOf({ isStarted: true, secondsSinceStart: 120, ...over })
const waiting = (over: Partial<OpenJob> = {}) => jobOf({ secondsSinceAttempt: 600, ...over })
const settled = (job: OpenJob, state?: RunState) => settlementOf(job, state, RETENTION)

describe('isSuspect', () => {
  it.each([
    ['started 119 s ago', started({ secondsSinceStart: 119 }), false],
    ['started 120 s ago', started(), true],
    ['ours, made 599 s ago', waiting({ isOurs: true, secondsSinceAttempt: 599 }), false],
    ['ours, made 600 s ago', waiting({ isOurs: true }), true],
    ['ours, its message in the outbox', waiting({ isOurs: true, isInOutbox: true }), false],
    [
      'ours, sent again 3,599 s ago',
      waiting({ isOurs: true, secondsSinceSentAgain: 3_599 }),
      false,
    ],
    ['ours, sent again 3,600 s ago', waiting({ isOurs: true, secondsSinceSentAgain: 3_600 }), true],
    ['at a next attempt', waiting({ attempt: 2 }), true],
    ['ours, made nobody knows when', waiting({ isOurs: true, secondsSinceAttempt: null }), true],
    ['Connexus’ own, made nobody knows when', waiting({ secondsSinceAttempt: null }), false],
    ['of a schedule, made 600 s ago', waiting({ isScheduled: true }), true],
    ['Connexus’ own, made 600 s ago', waiting(), false],
    ['Connexus’ own, made a retention ago', waiting({ secondsSinceAttempt: RETENTION }), false],
    [
      'Connexus’ own, made a retention and an hour ago',
      waiting({ secondsSinceAttempt: RETENTION + 3_600 }),
      true,
    ],
    ['Connexus’ own, its workflow promised', waiting({ workflowId: 'export-e' }), true],
    [
      'Connexus’ own, its workflow promised, sent again 3,599 s ago',
      waiting({ workflowId: 'export-e', secondsSinceSentAgain: 3_599 }),
      false,
    ],
  ])('of a job that is %s: %s', (_, job, isTrue) => {
    expect(isSuspect(job, RETENTION)).toBe(isTrue)
  })
})

describe('settlementOf', () => {
  it.each([started(), waiting({ isOurs: true }), waiting({ secondsSinceAttempt: 99 * DAY })])(
    'leaves whatever has an open run',
    (job) => {
      expect(settled(job, RunState.OPEN)).toEqual({ kind: 'LEAVE' })
    },
  )

  it.each([undefined, RunState.COMPLETED, RunState.FAILED, RunState.TIMED_OUT])(
    'begins the next attempt of a started job whose run is %s',
    (state) => {
      expect(settled(started(), state)).toEqual({ kind: 'RESTART' })
      expect(settled(started({ attempt: 2 }), state)).toEqual({ kind: 'RESTART' })
    },
  )

  it('ends a job whose third attempt was lost', () => {
    expect(settled(started({ attempt: 3 }))).toEqual({
      kind: 'FAIL',
      failure: {
        code: 'RUN_LOST',
        message: 'The run of this export was lost, and attempt 3 was its last.',
        remedy: 'Retry the export; if it persists, operators check Temporal and its retention.',
      },
    })
  })

  it('ends a job at once whose run an operator terminated', () => {
    expect(settled(started(), RunState.TERMINATED)).toMatchObject({
      kind: 'FAIL',
      failure: {
        code: 'RUN_LOST',
        message: 'An operator ended the run of this export by force.',
      },
    })
  })

  it('ends a job as cancelled whose run was, or whose requester wants it stopped', () => {
    expect(settled(started(), RunState.CANCELED)).toEqual({ kind: 'CANCEL' })
    expect(settled(started({ isCancelling: true }))).toEqual({ kind: 'CANCEL' })
    expect(settled(started({ isCancelling: true }), RunState.TERMINATED)).toEqual({
      kind: 'CANCEL',
    })
  })

  it('sends the message of an unstarted job again, unless a run of it is over', () => {
    const ours = waiting({ isOurs: true })
    expect(settled(ours)).toEqual({ kind: 'SEND_AGAIN' })
    expect(settled(waiting({ attempt: 2 }))).toEqual({ kind: 'SEND_AGAIN' })
    expect(settled(waiting({ workflowId: 'export-e' }))).toEqual({ kind: 'SEND_AGAIN' })
    expect(settled(ours, RunState.FAILED)).toEqual({ kind: 'RESTART' })
  })

  it('begins the next attempt of a schedule’s job, which has no message', () => {
    expect(settled(waiting({ isScheduled: true, isOurs: true }))).toEqual({ kind: 'RESTART' })
    const next = waiting({ isScheduled: true, isOurs: true, attempt: 2 })
    expect(settled(next)).toEqual({ kind: 'SEND_AGAIN' })
  })

  it('ends a job of Connexus’ own only once the queue can no longer have its message', () => {
    expect(settled(waiting({ secondsSinceAttempt: RETENTION }))).toEqual({ kind: 'LEAVE' })
    const old = waiting({ secondsSinceAttempt: RETENTION + 3_600 })
    expect(settled(old)).toMatchObject({
      kind: 'FAIL_UNSTARTED',
      failure: { code: 'REQUEST_NEVER_ARRIVED' },
    })
  })
})
