/**
 * Which processes belong to a stack's directory (`pids.json`), so that a start over the directory of
 * a stack that was killed finds what is left of it. A process counts as ours only while it has the
 * command line that was recorded: ids are reused.
 */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Child } from './child.ts'
import { readJson, writeJson } from './jsonFile.ts'
import { commandLineOf, type StopSignal, StopSignalSchema, sendSignal } from './processTable.ts'
import { StackFailure, StackFailureCode } from './stackFailure.ts'

const RecordedProcess = z.object({
  pid: z.number(),
  command: z.string(),
  stopSignal: StopSignalSchema,
})
type RecordedProcess = z.infer<typeof RecordedProcess>

const Recorded = z
  .object({
    /** The process that started the stack. */
    owner: RecordedProcess,
    parts: z.array(RecordedProcess),
  })
  .nullable()
type Recorded = z.infer<typeof Recorded>

/** Milliseconds that what is left of a killed stack has to end by itself. */
const GRACE_MS = 10_000

export class PidFile {
  readonly #path: string
  #recorded: Recorded = null
  #writing: Promise<void> = Promise.resolve()

  constructor(directory: string) {
    this.#path = join(directory, 'pids.json')
  }

  /**
   * Makes this process the owner, and ends what a killed owner left. Throws STACK_IN_USE when the
   * recorded owner is alive.
   */
  async claim(): Promise<void> {
    const left = await readJson(this.#path, Recorded)
    if (left && left.owner.pid !== process.pid && (await isSame(left.owner))) {
      throw new StackFailure(
        StackFailureCode.STACK_IN_USE,
        `Process ${left.owner.pid} already runs a stack over the directory of ${this.#path}.`,
        'Stop it, or choose another directory.',
      )
    }
    await Promise.all((left?.parts ?? []).map(end))
    this.#recorded = { owner: await describe(process.pid, 'SIGTERM'), parts: [] }
    await this.#write()
  }

  /** Adds a child, once it runs under its final command line, until it is over. */
  async add(child: Child): Promise<void> {
    const entry = await describe(child.pid, child.stopSignal)
    this.#recorded?.parts.push(entry)
    await this.#write()
    void child.exited.then(() => this.#remove(entry))
  }

  /** Gives the directory up. */
  async release(): Promise<void> {
    this.#recorded = null
    await this.#write()
  }

  async #remove(entry: RecordedProcess): Promise<void> {
    if (!this.#recorded) return
    this.#recorded.parts = this.#recorded.parts.filter((other) => other !== entry)
    await this.#write()
  }

  /** One write at a time. */
  #write(): Promise<void> {
    this.#writing = this.#writing.then(() => writeJson(this.#path, this.#recorded))
    return this.#writing
  }
}

async function describe(pid: number, stopSignal: StopSignal): Promise<RecordedProcess> {
  return { pid, command: await commandLineOf(pid), stopSignal }
}

async function isSame({ pid, command }: RecordedProcess): Promise<boolean> {
  return command !== '' && (await commandLineOf(pid)) === command
}

async function end(left: RecordedProcess): Promise<void> {
  if (!(await isSame(left))) return
  sendSignal(left.pid, left.stopSignal)
  const deadline = Date.now() + GRACE_MS
  while ((await isSame(left)) && Date.now() < deadline) await sleep(100)
  if (await isSame(left)) sendSignal(left.pid, 'SIGKILL')
}
