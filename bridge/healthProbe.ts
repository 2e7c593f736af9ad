/**
 * Waits until everything that the bridge needs can be reached. Asks the dependencies themselves: a
 * message that is received to find out would count towards its last delivery.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { describeError } from '../stores/index.ts'
import type { Dependency } from './outage.ts'

/** Rejects when the dependency is out of reach. */
export type Probe = () => Promise<unknown>

const FIRST_DELAY_MS = 500
const MAX_DELAY_MS = 30_000

export class HealthProbe {
  readonly #probes: [Dependency, Probe][]
  readonly #logger: Logger
  /** Names of what was out of reach when last asked; what is logged is only that this changed. */
  #down = ''

  constructor(probes: [Dependency, Probe][], logger: Logger) {
    this.#probes = probes
    this.#logger = logger
  }

  /** Resolves when all answer in one round, or when the signal aborts. Never rejects. */
  async untilHealthy(signal: AbortSignal): Promise<void> {
    let delay = FIRST_DELAY_MS
    while (!signal.aborted && !(await this.#allAnswer())) {
      await sleep(delay, undefined, { signal }).catch(() => undefined)
      delay = Math.min(delay * 2, MAX_DELAY_MS)
    }
  }

  async #allAnswer(): Promise<boolean> {
    const results = await Promise.allSettled(this.#probes.map(([, probe]) => probe()))
    const errors = results.flatMap((result, index) => {
      const name = this.#probes[index]?.[0] ?? ''
      return result.status === 'rejected' ? [{ name, error: describeError(result.reason) }] : []
    })
    this.#report(errors)
    return errors.length === 0
  }

  #report(errors: { name: string; error: string }[]): void {
    const down = errors.map(({ name }) => name).join(', ')
    if (down === this.#down) return
    this.#down = down
    if (down) this.#logger.error({ errors }, `waiting: out of reach: ${down}`)
    else this.#logger.info('everything is in reach again')
  }
}
