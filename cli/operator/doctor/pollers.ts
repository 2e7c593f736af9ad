/**
 * Workers by their polls. Temporal remembers pollers for minutes after they died, so one counts
 * only while its newest poll may still be going on.
 */
import { duration } from '../../output/words.ts'

/** What is used of Temporal's PollerInfo, whose seconds are a Long. */
interface Poller {
  /** When its newest poll began. */
  lastAccessTime?: { seconds?: { toString(): string } | null; nanos?: number | null } | null
}

/** A poll waits a minute at most, and a living worker with room begins the next one at once. */
const LONGEST_POLL_MS = 75_000

export interface Polls {
  /** Workers that poll, as far as can be told: one that died within the last 75 s is among them. */
  alive: number
  /** Milliseconds since the newest poll began, also that of a worker that no longer counts. */
  newestAgo: number | null
}

/** `now` is in milliseconds since 1970. */
export function pollsOf(pollers: readonly Poller[], now: number): Polls {
  const ages = pollers.flatMap(({ lastAccessTime: at }) =>
    at ? [Math.max(0, now - Number(at.seconds ?? 0) * 1_000 - (at.nanos ?? 0) / 1e6)] : [],
  )
  return {
    alive: ages.filter((age) => age <= LONGEST_POLL_MS).length,
    newestAgo: ages.length === 0 ? null : Math.min(...ages),
  }
}

/** `1 for workflows (newest poll begun 12 s ago)`. */
export function pollWords(kind: string, { alive, newestAgo }: Polls): string {
  const counted = `${alive} for ${kind}`
  return newestAgo === null
    ? counted
    : `${counted} (newest poll begun ${duration(newestAgo / 1_000)} ago)`
}
