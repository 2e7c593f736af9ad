/** Shares of work as whole percents that never go back, also when work is done again. */

/** Of a job that is not over. */
const HIGHEST = 98

/**
 * The percent follows a straight line from where it stands to 98 at the whole work. When work is
 * done again, or a watcher has seen a higher percent elsewhere, a new, flatter line begins: the
 * percent goes on slowly instead of standing still until the work has caught up.
 */
export class SteadyPercent {
  /** Where the line begins: at this share, with this percent. */
  #from = { share: 0, percent: 0 }
  #last = { share: 0, percent: 0 }
  #lowest = 0

  /** From now on at least this percent; above 98 counts as 98. */
  raise(percent: number): void {
    this.#lowest = Math.max(this.#lowest, Math.min(percent, HIGHEST))
  }

  /** The percent at this share, 0 to 1 with no bound on how it moves. */
  at(share: number): number {
    if (share < this.#last.share) this.#from = { share, percent: this.#last.percent }
    let percent = this.#onLine(share)
    if (percent < this.#lowest) {
      percent = this.#lowest
      this.#from = { share, percent }
    }
    this.#last = { share, percent }
    return Math.floor(percent)
  }

  #onLine(share: number): number {
    const { share: start, percent } = this.#from
    return start < 1 ? percent + (HIGHEST - percent) * ((share - start) / (1 - start)) : percent
  }
}
