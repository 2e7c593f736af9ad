/** One watch for each attempt that somebody watches, however many they are. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ExportProgress } from '../../contract/index.ts'
import type { SeenProgress } from '../exportData.ts'
import type { ExportRuns } from '../exportRuns.ts'
import { NewestOnly } from './newestOnly.ts'
import type { WatchedJob } from './runProgress.ts'
import { type Clock, Watch, type WatchDependencies } from './watch.ts'

export type { WatchedJob } from './runProgress.ts'
export type { Clock } from './watch.ts'

export interface ProgressHubOptions {
  runs: Pick<ExportRuns, 'describe'>
  /**
   * Whether the record says that the attempt is over: ended, or followed by another one, or gone. Asked
   * only where its run does not show that it is under way.
   */
  isOver: WatchDependencies['isOver']
  /** Default: the process's. */
  clock?: Clock
}

export interface WatchProgressOptions {
  /** The last that the watcher has seen; of another attempt it counts for nothing. */
  seen?: SeenProgress | undefined
  /** Ends the iteration. */
  signal?: AbortSignal | undefined
}

const PROCESS_CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
}

export class ProgressHub {
  readonly #needed: WatchDependencies
  /** By workflow id, which stands for the job and its attempt. */
  readonly #watches = new Map<string, Watch>()

  constructor({ runs, isOver, clock = PROCESS_CLOCK }: ProgressHubOptions) {
    this.#needed = { runs, isOver, clock }
  }

  /** Attempts that are watched now. */
  get size(): number {
    return this.#watches.size
  }

  /**
   * Progress at once where it is known, then whenever it has changed, at most once a second; a slow
   * reader is given the newest alone. Ends when the attempt is over, which the reader looks up on the
   * record. Outages of Temporal and of the database are sat out; rejects with whatever else goes wrong.
   */
  watch(job: WatchedJob, options: WatchProgressOptions = {}): AsyncIterable<ExportProgress> {
    return { [Symbol.asyncIterator]: () => this.#join(job, options) }
  }

  #join(job: WatchedJob, { seen, signal }: WatchProgressOptions): NewestOnly<ExportProgress> {
    const leave = () => void watcher.return()
    const onLeft = () => signal?.removeEventListener('abort', leave)
    if (signal?.aborted) return ended()
    const seenPercent = seen?.attempt === job.attempt ? seen.percent : 0
    const watcher = this.#watchOf(job).join(seenPercent, onLeft)
    signal?.addEventListener('abort', leave)
    return watcher
  }

  #watchOf(job: WatchedJob): Watch {
    const present = this.#watches.get(job.workflowId)
    if (present) return present
    const watch = new Watch(job, this.#needed, () => this.#watches.delete(job.workflowId))
    this.#watches.set(job.workflowId, watch)
    void watch.run()
    return watch
  }
}

function ended(): NewestOnly<ExportProgress> {
  const watcher = new NewestOnly<ExportProgress>(() => undefined)
  watcher.end()
  return watcher
}
