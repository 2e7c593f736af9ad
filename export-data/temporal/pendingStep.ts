/**
 * What Temporal tells of the activity that a workflow has pending: the step, what its last heartbeat
 * said, and what its last try failed of.
 */
import type { LoadedDataConverter } from '@temporalio/common'
import proto from '@temporalio/proto'
import { FailureCode } from '../../contract/index.ts'
import type { RunState, StepDetails } from '../exportRuns.ts'

type PendingActivity = proto.temporal.api.workflow.v1.IPendingActivityInfo
type Payload = proto.temporal.api.common.v1.IPayload

const { PendingActivityState } = proto.temporal.api.enums.v1

/** States in which no worker has the activity. */
const WAITING: ReadonlySet<unknown> = new Set([
  PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED,
  PendingActivityState.PENDING_ACTIVITY_STATE_PAUSED,
])
const CODES: ReadonlySet<unknown> = new Set(Object.values(FailureCode))
const MOST_CHARACTERS = 300
/** For what was not worded by us: it may name machines, or quote data. */
const NEUTRAL = 'The step met an unexpected error, or its worker fell silent.'

const NONE: Omit<RunState, 'isOpen'> = {
  step: undefined,
  isStarted: false,
  details: undefined,
  tries: 0,
  trouble: undefined,
}

export async function pendingStep(
  pending: readonly PendingActivity[] | null | undefined,
  converter: LoadedDataConverter,
): Promise<Omit<RunState, 'isOpen'>> {
  // The workflow runs one activity at a time.
  const activity = pending?.at(-1)
  if (!activity) return NONE
  return {
    step: activity.activityType?.name ?? undefined,
    isStarted: !WAITING.has(activity.state),
    details: await lastDetails(activity, converter),
    tries: activity.attempt ?? 1,
    trouble: troubleOf(activity),
  }
}

async function lastDetails(
  { heartbeatDetails }: PendingActivity,
  { payloadConverter, payloadCodecs }: LoadedDataConverter,
): Promise<StepDetails | undefined> {
  let payloads: Payload[] = heartbeatDetails?.payloads ?? []
  for (const codec of payloadCodecs.toReversed()) payloads = await codec.decode(payloads)
  const [payload] = payloads
  const details: unknown = payload && payloadConverter.fromPayload(payload)
  return isStepDetails(details) ? details : undefined
}

function isStepDetails(details: unknown): details is StepDetails {
  return (
    typeof details === 'object' &&
    details !== null &&
    'rows' in details &&
    'of' in details &&
    Number.isFinite(details.rows) &&
    Number.isFinite(details.of)
  )
}

function troubleOf({ attempt, lastFailure }: PendingActivity): string | undefined {
  if (!lastFailure) return (attempt ?? 1) > 1 ? NEUTRAL : undefined
  const { applicationFailureInfo, message } = lastFailure
  return CODES.has(applicationFailureInfo?.type) && message
    ? message.slice(0, MOST_CHARACTERS)
    : NEUTRAL
}
