import { describe, expect, it } from '@jest/globals'
import { defaultDataConverter, type Payload, type PayloadCodec } from '@temporalio/common'
import proto from '@temporalio/proto'
import { pendingStep } from './pendingStep.ts'

const { PendingActivityState } = proto.temporal.api.enums.v1
const RUNNING = {
  activityType: { name: 'fetchRows' },
  state: PendingActivityState.PENDING_ACTIVITY_STATE_STARTED,
  attempt: 1,
}
const NEUTRAL = 'The step met an unexpected error, or its worker fell silent.'

function encoded(value: unknown): Payload {
  return defaultDataConverter.payloadConverter.toPayload(value)
}

/** Puts a byte in front, and takes nothing that lacks it. */
function framing(byte: number): PayloadCodec {
  return {
    encode: async (payloads) =>
      payloads.map(({ data, metadata }) => ({
        ...(metadata ? { metadata } : {}),
        data: Uint8Array.of(byte, ...(data ?? [])),
      })),
    decode: async (payloads) =>
      payloads.map(({ data, metadata }) => {
        if (data?.[0] !== byte) throw new Error(`The payload is not framed by ${byte}.`)
        return { ...(metadata ? { metadata } : {}), data: data.subarray(1) }
      }),
  }
}

describe('pendingStep', () => {
  it('reads what a heartbeat said through every codec, the last one first', async () => {
    const payloadCodecs = [framing(1), framing(2)]
    let payloads = [encoded({ rows: 3, of: 9 })]
    for (const codec of payloadCodecs) payloads = await codec.encode(payloads)
    const pending = [{ ...RUNNING, heartbeatDetails: { payloads } }]
    expect(await pendingStep(pending, { ...defaultDataConverter, payloadCodecs })).toEqual({
      step: 'fetchRows',
      isStarted: true,
      details: { rows: 3, of: 9 },
      tries: 1,
      trouble: undefined,
    })
  })

  it.each([['no counts'], [{ rows: 1 }], [{ rows: '1', of: 2 }], [null]])(
    'takes %j for no counts',
    async (said) => {
      const pending = [{ ...RUNNING, heartbeatDetails: { payloads: [encoded(said)] } }]
      expect(await pendingStep(pending, defaultDataConverter)).toMatchObject({ details: undefined })
    },
  )

  it.each([
    ['SCHEDULED', false],
    ['STARTED', true],
    ['CANCEL_REQUESTED', true],
    ['PAUSED', false],
    ['PAUSE_REQUESTED', true],
  ] as const)('says of a step that is %s whether a worker has it: %s', async (name, isStarted) => {
    const pending = [{ ...RUNNING, state: PendingActivityState[`PENDING_ACTIVITY_STATE_${name}`] }]
    expect(await pendingStep(pending, defaultDataConverter)).toMatchObject({ isStarted })
  })

  it.each([
    ['our failure', { message: 'Out of reach.', type: 'STORAGE_UNAVAILABLE' }, 'Out of reach.'],
    ['our failure without words', { message: '', type: 'STORAGE_UNAVAILABLE' }, NEUTRAL],
    ['another error', { message: 'connect ECONNREFUSED 10.0.0.7', type: 'Error' }, NEUTRAL],
    ['an error without a type', { message: 'activity Heartbeat timeout' }, NEUTRAL],
  ])('words %s', async (_, { message, ...applicationFailureInfo }, trouble) => {
    const pending = [{ ...RUNNING, attempt: 2, lastFailure: { message, applicationFailureInfo } }]
    expect(await pendingStep(pending, defaultDataConverter)).toMatchObject({ tries: 2, trouble })
  })

  it('knows that a later try follows on trouble', async () => {
    const pending = [{ ...RUNNING, attempt: 2 }]
    expect(await pendingStep(pending, defaultDataConverter)).toMatchObject({ trouble: NEUTRAL })
  })
})
