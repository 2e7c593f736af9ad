/** Processes of our own: kept running until they are stopped, or run once to their end. */
import { appendFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Child, type ChildOptions, describeExit, launch, tailOf } from './child.ts'
import { StackFailure, StackFailureCode } from './stackFailure.ts'

export interface ProcessOptions extends ChildOptions {
  /** `worker`, for example: what messages call it. */
  name: string
}

export interface KeptProcessOptions extends ProcessOptions {
  /** Milliseconds from a death to the next start. Default 1,000. */
  restartAfterMs?: number
  /** Told of each child that is started. Default: nobody is. */
  onStart?: (child: Child) => void
  /** Told in a sentence of each death. Default: nobody is. */
  onDeath?: (message: string) => void
}

/** A process that is started again whenever it ends. */
export interface KeptProcess {
  /** Ends the process for good, and waits until it is over. */
  stop: () => Promise<void>
}

/** Starts the process. Each death is noted in its log. Rejects when the program can't be run. */
export async function keepRunning(options: KeptProcessOptions): Promise<KeptProcess> {
  const stopping = new AbortController()
  const begin = async () => {
    const started = await launch(options)
    options.onStart?.(started)
    return started
  }
  let child = await begin()
  const watching = (async () => {
    for (;;) {
      const exit = await child.exited
      if (stopping.signal.aborted) return
      await tellDeath(options, `${options.name} ended with ${describeExit(exit)}`)
      await sleep(restartDelay(options), undefined, stopping).catch(() => undefined)
      if (stopping.signal.aborted) return
      child = await begin()
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await child.stop()
      await watching
    },
  }
}

/** Runs the process to its end. Throws PROCESS_FAILED, with the end of its log, unless that was 0. */
export async function runToEnd(options: ProcessOptions): Promise<void> {
  const child = await launch(options)
  const exit = await child.exited
  if (exit.code === 0) return
  throw new StackFailure(
    StackFailureCode.PROCESS_FAILED,
    `${options.name} ended with ${describeExit(exit)}.`,
    `Its log is ${options.logFile}, and ends with:${await tailOf(options.logFile)}`,
  )
}

async function tellDeath(options: KeptProcessOptions, what: string): Promise<void> {
  const next = `it is started again in ${restartDelay(options) / 1000} s`
  await appendFile(options.logFile, `--- ${new Date().toISOString()} ${what}; ${next}\n`)
  options.onDeath?.(`${what}; ${next}; its log is ${options.logFile}.`)
}

function restartDelay({ restartAfterMs = 1000 }: KeptProcessOptions): number {
  return restartAfterMs
}
