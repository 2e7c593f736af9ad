/** The parts that need the embedded stack, which is started with the first and stopped at the end. */
import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
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
/** Data, logs and ports of the benchmarks' own stack, kept from run to run. */
const DIRECTORY = join(WORKSPACE, 'stack')

export class StackParts {
  readonly #options: BenchOptions
  readonly #compareOptions: CompareOptions
  #addresses: StackAddresses | undefined
  #bundle: string | undefined
  #stop: () => Promise<void> = () => Promise.resolve()

  /** `addresses` are those of a stack that runs already; it is left running. */
  constructor(options: BenchOptions, compareOptions: CompareOptions, addresses?: StackAddresses) {
    this.#options = options
    this.#compareOptions = compareOptions
    this.#addresses = addresses
  }

  async fetch(): Promise<string> {
    const addresses = await this.#started()
    const databaseUrl = await this.#database(addresses)
    const comparison = await fetchComparison(addresses, databaseUrl)
    return comparisonReport(await compare(comparison, this.#compareOptions))
  }

  async exports(): Promise<string> {
    const addresses = await this.#started()
    const databaseUrl = await this.#database(addresses)
    const bundle = await this.#bundled()
    const service = await startService({ addresses, databaseUrl, directory: DIRECTORY, bundle })
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
    const addresses = await this.#started()
    const { say } = this.#compareOptions
    const { memoryRows: rows } = this.#options
    const bundle = await this.#bundled()
    return await memoryReport({ addresses, directory: DIRECTORY, bundle, rows, say })
  }

  async close(): Promise<void> {
    await this.#stop()
  }

  async #started(): Promise<StackAddresses> {
    if (this.#addresses) return this.#addresses
    const { say } = this.#compareOptions
    say('Starting PostgreSQL, Temporal, and the stand-in for SQS and S3')
    const stack = await startStack({
      directory: DIRECTORY,
      onProgress: say,
      onDeath: ({ message }) => say(message),
    })
    this.#stop = () => stack.stop()
    this.#addresses = stack.addresses
    return stack.addresses
  }

  /** Anew in each run: the sources may have changed. */
  async #bundled(): Promise<string> {
    if (this.#bundle !== undefined) return this.#bundle
    await mkdir(DIRECTORY, { recursive: true })
    const path = join(DIRECTORY, 'workflow-bundle.js')
    await run(process.execPath, [join(PROJECT, 'worker', 'bundle.ts'), path])
    this.#bundle = path
    return path
  }

  async #database(addresses: StackAddresses): Promise<string> {
    return await benchDatabase(addresses, this.#options.rows, this.#compareOptions.say)
  }
}
