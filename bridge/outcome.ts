/** What is to be done with a message once it has been looked at. */
import type { Failure } from '../contract/index.ts'
import type { Outage } from './outage.ts'

export const OutcomeKind = {
  /** Its workflow has started, or it is a duplicate: nothing is left to do. */
  DELETE: 'DELETE',
  /** It can never succeed: set aside with the reason, and deleted from the queue. */
  DEAD_LETTER: 'DEAD_LETTER',
  /** Its time may come: visible again after a while. */
  RETRY_LATER: 'RETRY_LATER',
  /** Not its fault: kept until what is out of reach is back. */
  OUTAGE: 'OUTAGE',
} as const
export type OutcomeKind = (typeof OutcomeKind)[keyof typeof OutcomeKind]

export type Outcome =
  | { kind: typeof OutcomeKind.DELETE; why: string }
  | { kind: typeof OutcomeKind.DEAD_LETTER; failure: Failure }
  | { kind: typeof OutcomeKind.RETRY_LATER; seconds: number; why: string }
  | { kind: typeof OutcomeKind.OUTAGE; outage: Outage }
