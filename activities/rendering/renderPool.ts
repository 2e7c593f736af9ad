/** The threads that render, shared by all exports of a process. Started when there is work. */
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import type { Fragment } from '../../formats/index.ts'
import type { SequenceTask, SlicesTask } from './messages.ts'

/** Milliseconds after which a thread without work ends, and its memory with it. */
const IDLE_TIMEOUT = 30_000
/**
 * Megabytes of a thread's heap. Without the first limit, what is new in each thread grows with the
 * machine's memory before it is collected; beyond the second, the rendering fails and not the
 * process.
 */
const HEAP_LIMITS = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 512 }

export interface RenderPoolSettings {
  /** Threads at most; 0 for one a core. */
  threads: number
}

export class RenderPool {
  readonly #pool: Piscina<SlicesTask | SequenceTask, Fragment[] | undefined>

  constructor({ threads }: RenderPoolSettings) {
    this.#pool = new Piscina({
      filename: fileURLToPath(new URL('./renderThread.ts', import.meta.url)),
      minThreads: 0,
      maxThreads: threads === 0 ? availableParallelism() : threads,
      idleTimeout: IDLE_TIMEOUT,
      resourceLimits: HEAP_LIMITS,
      // Threads that block while they wait would not hear what is sent through ports.
      atomics: 'disabled',
      recordTiming: false,
    })
  }

  /** Threads at most. */
  get threads(): number {
    return this.#pool.maxThreads
  }

  /** The fragments of a block's slices, in their order. The block's bytes move to the thread. */
  async renderSlices(task: SlicesTask): Promise<Fragment[]> {
    const transferList = [task.block.bytes.buffer]
    return (await this.#pool.run(task, { name: 'renderSlices', transferList })) ?? []
  }

  /** Renders a file of a sequential format; aborting the signal ends the thread. */
  async renderSequence(task: SequenceTask, signal: AbortSignal): Promise<void> {
    const transferList = [task.port]
    await this.#pool.run(task, { name: 'renderSequence', transferList, signal })
  }

  /** Ends the threads, whatever they do. */
  async close(): Promise<void> {
    await this.#pool.destroy()
  }
}
