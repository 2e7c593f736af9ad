/** The threads that render, shared by all exports of a process. Started when there is work. */
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import type { Fragment } from '../../formats/index.ts'
import type { SequenceTask, SlicesTask } from './messages.ts'
import { Slots } from './slots.ts'

/** Milliseconds after which a thread without work ends, and its memory with it. */
const IDLE_TIMEOUT_MS = 30_000
/**
 * Megabytes of a thread's heap. Without the first limit, what is new in each thread grows with the
 * machine's memory before it is collected; a task that goes beyond the second fails, and not the
 * process.
 */
const HEAP_LIMITS = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 512 }

type Task = SlicesTask | SequenceTask
type Pool = Piscina<Task, Fragment[] | undefined>
type RunOptions = Parameters<Pool['run']>[1]

export interface RenderPoolSettings {
  /** Threads at most; 0 for one a core. */
  threads: number
}

export class RenderPool {
  readonly #pool: Pool
  /** A task that piscina itself queues is forgotten when all threads end before its turn. */
  readonly #slots: Slots
  #isClosed = false

  constructor({ threads }: RenderPoolSettings) {
    this.#pool = new Piscina({
      filename: fileURLToPath(new URL('./renderThread.ts', import.meta.url)),
      minThreads: 0,
      maxThreads: threads === 0 ? availableParallelism() : threads,
      idleTimeout: IDLE_TIMEOUT_MS,
      resourceLimits: HEAP_LIMITS,
      // Threads that block while they wait would not hear what is sent through ports.
      atomics: 'disabled',
      recordTiming: false,
    })
    this.#slots = new Slots(this.#pool.maxThreads)
  }

  /** Threads at most. */
  get threads(): number {
    return this.#pool.maxThreads
  }

  /**
   * The fragments of a block's slices, in their order. The block's bytes move to the thread. Aborting
   * the signal ends the wait for a thread; what a thread has begun takes milliseconds and is finished.
   */
  async renderSlices(task: SlicesTask, signal: AbortSignal): Promise<Fragment[]> {
    const transferList = [task.block.bytes.buffer]
    const fragments = await this.#slots.use(signal, () =>
      this.#run(task, { name: 'renderSlices', transferList }),
    )
    if (!fragments) throw new Error('A thread gave no fragments')
    return fragments
  }

  /** Renders a file of a sequential format; aborting the signal ends the wait, or the thread. */
  async renderSequence(task: SequenceTask, signal: AbortSignal): Promise<void> {
    const transferList = [task.port]
    await this.#slots.use(signal, () =>
      this.#run(task, { name: 'renderSequence', transferList, signal }),
    )
  }

  /** Ends the threads, whatever they do; refuses every later task. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#pool.destroy()
  }

  async #run(task: Task, options: RunOptions): Promise<Fragment[] | undefined> {
    if (this.#isClosed) throw new Error('The render pool is closed')
    return await this.#pool.run(task, options)
  }
}
