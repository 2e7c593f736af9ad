/**
 * SQS to Temporal: starts one workflow for each `TABLE_EXPORT` message, and acknowledges it after
 * that. Knows nothing of what an export does, of rows or of files.
 *
 * | message | outcome |
 * | --- | --- |
 * | valid, new | request stored on the record, workflow started, deleted |
 * | valid, its workflow runs or is over, its record is terminal or of a later attempt | deleted |
 * | valid, no such job or attempt | visible again for up to a minute, then dead letter |
 * | valid, but the job is another user's, of another type or file type | dead letter, job FAILED |
 * | valid, database or Temporal out of reach | kept; receiving stops until a probe succeeds |
 * | refused by Temporal itself | dead letter, job FAILED |
 * | not JSON, another message, invalid data | dead letter at once, job FAILED if it can be read |
 * | invalid only in what it asks for, which is on the record already | as a valid one |
 *
 * A job is only failed while nothing has started it. A dead letter has its body unchanged and the
 * attributes `FailureCode` and `FailureReason`. Killed at any moment, the bridge leaves a message
 * that comes back, and a repeat that the workflow's id absorbs.
 *
 * While it receives it also relays the outbox: messages that the API recorded with their jobs and
 * could not send.
 */
export { Bridge, type BridgeOptions } from './bridge.ts'
export { BridgeNotReady } from './searchAttributes.ts'
