/** Watches one attempt for all who want to know: looks at its run at intervals until it is over. */
import { isDeepStrictEqual } from 'node:util'
import { ExportFailure, type ExportProgress, FailureCode } from '../../contract/index.ts'
import type { ExportRuns, RunState } from '../exportRuns.ts'
import { NewestOnly } from './newestOnly.ts'
import { LAST_STEP, RunProgress, type WatchedJob } from './runProgress.ts'

export interface Clock {
  /** Milliseconds that never go back. */
  now(): number
  /** Resolves after the time, or as soon as the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export interface WatchDependencies {
  runs: Pick<ExportRuns, 'describe'>
  /** Whether the record says that the attempt is over: ended, or followed by another one. */
  isOver(exportId: string, attempt: number): Promise<boolean>
  clock: Clock
}

const INTERVAL_MS = 1_000
/** They pass; until then, what was last known stands. */
const OUTAGES: ReadonlySet<FailureCode> = new Set([
  FailureCode.TEMPORAL_UNAVAILABLE,
  FailureCode.DATABASE_UNAVAILABLE,
])

export class Watch {
  readonly #job: WatchedJob
  readonly #needed: WatchDependencies
  readonly #progress: RunProgress
  readonly #watchers = new Set<NewestOnly<ExportProgress>>()
  readonly #stopped = new AbortController()
  readonly #onEnd: () => void
  #last: ExportProgress | undefined

  /** `onEnd` is called once, when the attempt is over or the last watcher has left. */
  constructor(job: WatchedJob, needed: WatchDependencies, onEnd: () => void) {
    this.#job = job
    this.#needed = needed
    this.#progress = new RunProgress(job)
    this.#onEnd = onEnd
  }

  /**
   * A new watcher, who is told at once what is known, and never a percent below the one that they have
   * seen. `onLeft` is called when they are told no more.
   */
  join(seenPercent: number, onLeft: () => void): NewestOnly<ExportProgress> {
    const watcher = new NewestOnly<ExportProgress>(() => {
      this.#watchers.delete(watcher)
      onLeft()
      if (this.#watchers.size === 0) this.#stop()
    })
    this.#watchers.add(watcher)
    this.#progress.raise(seenPercent)
    if (this.#last) watcher.put({ ...this.#last, percent: this.#progress.percentNow() })
    return watcher
  }

  /** Looks until the attempt is over or the last watcher has left. Never rejects: its watchers do. */
  async run(): Promise<void> {
    const { signal } = this.#stopped
    try {
      while (!signal.aborted && !(await this.#lookForEnd())) {
        await this.#needed.clock.sleep(INTERVAL_MS, signal)
      }
      this.#end({})
    } catch (error) {
      this.#end({ error })
    }
  }

  async #lookForEnd(): Promise<boolean> {
    const { exportId, attempt, workflowId } = this.#job
    const found = await unlessOutage(() => this.#needed.runs.describe(workflowId))
    if (this.#stopped.signal.aborted) return true
    if (!isUnderWay(found?.answer)) {
      const ended = await unlessOutage(() => this.#needed.isOver(exportId, attempt))
      if (ended?.answer) return true
    }
    if (found) this.#show(found.answer)
    return false
  }

  #show(state: RunState | undefined): void {
    const progress = this.#progress.after(state, this.#needed.clock.now())
    if (isDeepStrictEqual(progress, this.#last)) return
    this.#last = progress
    for (const watcher of this.#watchers) watcher.put(progress)
  }

  #end(end: { error?: unknown }): void {
    this.#stop()
    for (const watcher of this.#watchers) watcher.end(end)
  }

  #stop(): void {
    if (this.#stopped.signal.aborted) return
    this.#stopped.abort()
    this.#onEnd()
  }
}

/**
 * Whether the run alone shows that the attempt is not over. One whose step waits for a worker may have
 * been cancelled on its record already.
 */
function isUnderWay(state: RunState | undefined): boolean {
  return state !== undefined && state.isOpen && state.isStarted && state.step !== LAST_STEP
}

/** Undefined during an outage. */
async function unlessOutage<T>(ask: () => Promise<T>): Promise<{ answer: T } | undefined> {
  try {
    return { answer: await ask() }
  } catch (error) {
    if (error instanceof ExportFailure && OUTAGES.has(error.code)) return undefined
    throw error
  }
}
