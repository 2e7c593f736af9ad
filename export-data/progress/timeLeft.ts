/**
 * The seconds that an export still needs, from how its shares of work grew lately. Says nothing
 * rather than something wild: before it has seen enough, and while the work stands still.
 */

/** The work at one moment. */
export interface Work {
  /** Of the whole export, 0 to 1. */
  share: number
  /** Growth is measured within a stage alone: from one to the next a share jumps where rows were guessed wrong. */
  stage: string
  /** False while nothing is done, or where nobody knows how much is left to do. */
  isForeseeable: boolean
}

/** Working time that must have been seen before anything is said. */
const ENOUGH_MS = 3_000
/** Working time whose growth counts. */
const RECENT_MS = 20_000
/** Without growth for so long, the work counts as standing still. */
const STILL_MS = 10_000
/** How much of the difference a newer forecast makes up for while a stage lasts. */
const GAIN = 0.3

interface Growth {
  ms: number
  share: number
}

export class TimeLeft {
  #recent: Growth[] = []
  /** When the share was last seen to grow, or to start. */
  #last: { work: Work; at: number; isStart: boolean } | undefined
  /** When the export is expected to be done. */
  #end: number | undefined

  /** Seconds, whole, at least 1; null where nothing can be said. `at` in milliseconds of a steady clock. */
  after(work: Work, at: number): number | null {
    if (!work.isForeseeable) {
      this.#last = undefined
      this.#end = undefined
      return null
    }
    this.#note(work, at)
    if (this.#end === undefined) return null
    return Math.max(1, Math.round((this.#end - at) / 1_000))
  }

  #note(work: Work, at: number): void {
    const last = this.#last
    if (!last || last.work.stage !== work.stage || work.share < last.work.share) {
      this.#last = { work, at, isStart: true }
      // What is left has changed for good, which no pace would tell.
      this.#end = undefined
    } else {
      const ms = at - last.at
      if (ms >= STILL_MS) this.#end = undefined
      if (work.share === last.work.share) return
      // Before the first growth there is more to do than what is counted: a sort, say.
      if (!last.isStart && ms < STILL_MS) this.#add({ ms, share: work.share - last.work.share })
      this.#last = { work, at, isStart: false }
    }
    this.#forecast(work.share, at)
  }

  #add(growth: Growth): void {
    this.#recent.push(growth)
    while (total(this.#recent).ms - (this.#recent[0]?.ms ?? 0) >= RECENT_MS) this.#recent.shift()
  }

  #forecast(share: number, at: number): void {
    const recent = total(this.#recent)
    if (recent.ms < ENOUGH_MS) return
    const end = at + ((1 - share) / recent.share) * recent.ms
    this.#end = this.#end === undefined ? end : this.#end + GAIN * (end - this.#end)
  }
}

function total(growths: readonly Growth[]): Growth {
  return growths.reduce((sum, { ms, share }) => ({ ms: sum.ms + ms, share: sum.share + share }), {
    ms: 0,
    share: 0,
  })
}
