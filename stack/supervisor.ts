/**
 * Starts the parts of a stack as child processes, waits until each answers, reports one that dies,
 * and stops all in reverse order.
 */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Child, type ChildOptions, describeExit, type Exit, launch, tailOf } from './child.ts'
import { startGuard } from './guard.ts'
import { PidFile } from './pidFile.ts'
import { type KeptProcessOptions, keepRunning, type ProcessOptions, runToEnd } from './processes.ts'
import { Releasers } from './releasers.ts'
import { StackFailure, StackFailureCode } from './stackFailure.ts'

/** A part as the supervisor sees it. */
export interface Part extends Omit<ChildOptions, 'logFile'> {
  name: string
  /** Whether the part does its work; false or a rejection means not yet. Asked every 100 ms. */
  isReady(): Promise<boolean>
  /** Milliseconds until the part must be ready. Default 60,000. */
  readyWithinMs?: number
}

/** A part that ended though nobody stopped it. */
export interface PartDeath {
  part: string
  exit: Exit
  logFile: string
  /** A sentence that says all of this. */
  message: string
}

export interface SupervisorOptions {
  /** Holds `logs/<part>.log` and `pids.json`. Must exist. */
  directory: string
  onDeath: (death: PartDeath) => void
}

const READY_WITHIN_MS = 60_000

export class Supervisor {
  readonly #options: SupervisorOptions
  readonly #releasers = new Releasers()
  readonly #pids: PidFile
  #watch: (child: Child) => void = () => undefined
  #isStopping = false

  constructor(options: SupervisorOptions) {
    this.#options = options
    this.#pids = new PidFile(options.directory)
  }

  /** Takes the directory, or throws STACK_IN_USE. Ends what a killed stack left there. */
  async open(): Promise<void> {
    await this.#pids.claim()
    this.#releasers.add(() => this.#pids.release())
    const guard = await startGuard()
    this.#releasers.add(() => guard.release())
    this.#watch = guard.watch
  }

  /** Starts a part and waits until it is ready. Throws PART_DIED or PART_NOT_READY. */
  async start(part: Part): Promise<void> {
    const logFile = this.#logOf(part.name)
    const child = await launch({ ...part, logFile }).catch((error: unknown) => {
      throw new StackFailure(
        StackFailureCode.PART_DIED,
        `${part.name} could not be started: ${String(error)}.`,
        `Check that ${part.command} can be run.`,
        { cause: error },
      )
    })
    this.#watch(child)
    this.#releasers.add(() => child.stop())
    await this.#untilReady(part, child, logFile)
    await this.#pids.add(child)
    void child.exited.then((exit) => this.#report(part.name, exit, logFile))
  }

  /** Starts a process of ours that is started again whenever it ends, until the stack stops. */
  async keepRunning(options: Omit<KeptProcessOptions, 'logFile' | 'onStart'>): Promise<void> {
    const kept = await keepRunning({
      ...options,
      logFile: this.#logOf(options.name),
      onStart: (child) => {
        this.#watch(child)
        void this.#pids.add(child)
      },
    })
    this.#releasers.add(() => kept.stop())
  }

  /** Runs a process of ours to its end. Throws PROCESS_FAILED unless that was 0. */
  async runToEnd(options: Omit<ProcessOptions, 'logFile'>): Promise<void> {
    await runToEnd({ ...options, logFile: this.#logOf(options.name) })
  }

  /** Stops every part and process, the last one first, and gives the directory up. */
  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#releasers.release()
  }

  #logOf(name: string): string {
    return join(this.#options.directory, 'logs', `${name}.log`)
  }

  async #untilReady(part: Part, child: Child, logFile: string): Promise<void> {
    const within = part.readyWithinMs ?? READY_WITHIN_MS
    const deadline = Date.now() + within
    while (!(await part.isReady().catch(() => false))) {
      const exit = await Promise.race([child.exited, sleep(100, undefined)])
      if (exit || Date.now() > deadline) throw await notReady(part.name, exit, within, logFile)
    }
  }

  #report(part: string, exit: Exit, logFile: string): void {
    if (this.#isStopping) return
    const message = `${part} ended with ${describeExit(exit)} and is not started again: stop, and start anew. Its log is ${logFile}.`
    this.#options.onDeath({ part, exit, logFile, message })
  }
}

async function notReady(
  part: string,
  exit: Exit | undefined,
  within: number,
  logFile: string,
): Promise<StackFailure> {
  const what = exit
    ? `ended with ${describeExit(exit)} before it was ready.`
    : `did not answer within ${within / 1000} s.`
  return new StackFailure(
    exit ? StackFailureCode.PART_DIED : StackFailureCode.PART_NOT_READY,
    `${part} ${what}`,
    `Its log is ${logFile}, and ends with:${await tailOf(logFile)}`,
  )
}
