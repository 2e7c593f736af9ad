/** The parts that need the embedded stack, which is started with the first and stopped at the end. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type StackAddresses, startStack } from '../../stack/index.ts'
import { type CompareOptions, compare } from '../compare.ts'
import type { BenchOptions } from '../options.ts'
import { comparisonReport } from '../report.ts'
import { PROJECT, WORKSPACE } from '../workspace.ts'
import { benchDatabase } from './benchDatabase.ts'
import { exportComparisons } from './exportComparisons.ts'
import { fetchComparison } from './fetchComparison.ts'
import { memoryReport } from './memoryReport.ts'
import { startService } from './service.ts'

const run = promisify(execFile)
/** What the parts need of a stack. */
export interface RunningStack {
  addresses: StackAddresses
  /** Path of the workflows, bundled. */
  bundle: string
}

/** Data, logs and ports of the benchmarks' own stack, kept from run to run. */
const DIRECTORY = join(WORKSPACE, 'stack')

export class StackParts {
  readonly #options: BenchOptions
  readonly #compareOptions: CompareOptions
  #running: RunningStack | undefined
  #stop: () => Promise<void> = () => Promise.resolve()

  /** @param running a stack that runs already, and is left running. */
  constructor(options: BenchOptions, compareOptions: CompareOptions, running?: RunningStack) {
    this.#options = options
    this.#compareOptions = compareOptions
    this.#running = running
  }

  async fetch(): Promise<string> {
    const { addresses } = await this.#stack()
    const comparison = await fetchComparison(addresses, await this.#database(addresses))
    return comparisonReport(await compare(comparison, this.#compareOptions))
  }

  async exports(): Promise<string> {
    const stack = await this.#stack()
    const databaseUrl = await this.#database(stack.addresses)
    const service = await startService({ ...stack, databaseUrl, directory: DIRECTORY })
    try {
      const sections: string[] = []
      const comparisons = await exportComparisons(service, databaseUrl, this.#options.pdfRows)
      for (const comparison of comparisons) {
        sections.push(comparisonReport(await compare(comparison, this.#compareOptions)))
      }
      return sections.join('\n\n')
    } finally {
      await service.stop()
    }
  }

  async memory(): Promise<string> {
    const stack = await this.#stack()
    const { say } = this.#compareOptions
    const { memoryRows: rows } = this.#options
    return await memoryReport({ ...stack, directory: DIRECTORY, rows, say })
  }

  async close(): Promise<void> {
    await this.#stop()
  }

  async #stack(): Promise<RunningStack> {
    if (this.#running) return this.#running
    const { say } = this.#compareOptions
    say('Starting PostgreSQL, Temporal, and the stand-in for SQS and S3')
    const stack = await startStack({
      directory: DIRECTORY,
      onProgress: say,
      onDeath: ({ message }) => say(message),
    })
    this.#stop = () => stack.stop()
    // Bundled anew in each run: the sources may have changed.
    const bundle = join(DIRECTORY, 'workflow-bundle.js')
    await run(process.execPath, [join(PROJECT, 'worker', 'bundle.ts'), bundle])
    this.#running = { addresses: stack.addresses, bundle }
    return this.#running
  }

  async #database(addresses: StackAddresses): Promise<string> {
    return await benchDatabase(addresses, this.#options.rows, this.#compareOptions.say)
  }
}
