/** Bridge and worker as processes of their own, and the memory of the worker. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { environment } from '../../config/index.ts'
import { type ChildOptions, launch } from '../../stack/child.ts'
import { environmentOf } from '../../stack/envFile.ts'
import { startGuard } from '../../stack/guard.ts'
import type { StackAddresses } from '../../stack/index.ts'
import type { Releasers } from '../../stack/releasers.ts'
import { OUR_ENVIRONMENT } from '../ourEnvironment.ts'
import { PROJECT } from '../workspace.ts'

export interface ProcessesOptions {
  addresses: StackAddresses
  /** Holds the logs. */
  directory: string
  /** Path of the workflows, bundled. */
  bundle: string
  /** The worker's program and its arguments, from the project's root. Default: the real one. */
  worker?: readonly string[]
}

export interface Processes {
  worker: WorkerMemory
  /** Aborted, with what to look at, when bridge or worker ends. */
  died: AbortSignal
}

/** Starts both; the releasers end them. */
export async function startProcesses(
  options: ProcessesOptions,
  releasers: Releasers,
): Promise<Processes> {
  const guard = await startGuard()
  releasers.add(() => guard.release())
  const died = new AbortController()
  const start = async (child: ChildOptions): Promise<number> => {
    const started = await launch(child)
    guard.watch(started)
    releasers.add(() => started.stop())
    void started.exited.then(() => died.abort(new Error(`A process died: see ${child.logFile}`)))
    return started.pid
  }
  const worker = options.worker ?? ['worker/main.ts']
  await start(childOptions(options, 'bridge', ['bridge/main.ts']))
  const workerId = await start(childOptions(options, 'worker', worker, OUR_ENVIRONMENT))
  return { worker: new WorkerMemory(workerId), died: died.signal }
}

function childOptions(
  { addresses, directory, bundle }: ProcessesOptions,
  name: string,
  args: readonly string[],
  settings: Record<string, string> = {},
): ChildOptions {
  return {
    command: process.execPath,
    args: [...args],
    workingDirectory: PROJECT,
    logFile: join(directory, 'logs', `${name}.log`),
    environment: {
      PATH: environment['PATH'],
      ...environmentOf(addresses),
      // Queues are anew for each service; a worker of another one must not answer.
      EXPORT_TASK_QUEUE: addresses.queueUrl.split('/').at(-1),
      EXPORT_POLL_WAIT: '1',
      EXPORT_WORKFLOW_BUNDLE: bundle,
      ...settings,
    },
    // A worker lets running steps finish for 20 s.
    graceMs: 30_000,
  }
}

/** Peak of a process's resident memory, from a moment on. */
export class WorkerMemory {
  readonly #folder: string

  constructor(pid: number) {
    this.#folder = `/proc/${pid}`
  }

  /** Forgets the peak so far. */
  async startAnew(): Promise<void> {
    await writeFile(join(this.#folder, 'clear_refs'), '5')
  }

  /** In MiB. */
  async peak(): Promise<number> {
    const status = await readFile(join(this.#folder, 'status'), 'utf8')
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024
  }
}
