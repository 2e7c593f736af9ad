/** The options of `npm run bench`. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PROJECT } from './workspace.ts'

/** What is compared; `memory` takes so long that it runs only when it is named. */
export const PartName = {
  FETCH: 'fetch',
  CSV: 'csv',
  XLSX: 'xlsx',
  PDF: 'pdf',
  EXPORTS: 'exports',
  MEMORY: 'memory',
} as const
export type PartName = (typeof PartName)[keyof typeof PartName]

export interface BenchOptions {
  /** Rows of every part but PDF. Default 1,000,000. */
  rows: number
  /** Rows of PDFs, of which there are `rows` at most. Default 100,000. */
  pdfRows: number
  /** Rows of the memory part's long table. Default 5,000,000; its wide table has a 25th of them. */
  memoryRows: number
  /** Runs of each contestant; the median counts. Default 3. */
  runs: number
  parts: readonly PartName[]
  /** Only peers whose name has one of these words, in any case; empty: every peer. */
  against: readonly string[]
  /** The Markdown file that is written. Default `bench/RESULTS.md`. */
  output: string
}

/** Throws an Error that says what is wrong. */
export function parseOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '1000000' },
      'pdf-rows': { type: 'string', default: '100000' },
      'memory-rows': { type: 'string', default: '5000000' },
      runs: { type: 'string', default: '3' },
      only: { type: 'string', default: 'fetch,csv,xlsx,pdf,exports' },
      against: { type: 'string', default: '' },
      output: { type: 'string', default: join(PROJECT, 'bench', 'RESULTS.md') },
    },
  })
  const rows = positive('--rows', values.rows)
  return {
    rows,
    pdfRows: Math.min(rows, positive('--pdf-rows', values['pdf-rows'])),
    memoryRows: positive('--memory-rows', values['memory-rows']),
    runs: positive('--runs', values.runs),
    parts: wordsOf(values.only).map(partNamed),
    against: wordsOf(values.against.toLowerCase()),
    output: values.output,
  }
}

function wordsOf(list: string): string[] {
  return list.split(',').filter((word) => word !== '')
}

function positive(option: string, value: string): number {
  const number = Number(value)
  if (Number.isInteger(number) && number >= 1) return number
  throw new Error(`${option} takes a whole number from 1, not "${value}".`)
}

function partNamed(name: string): PartName {
  const known = Object.values(PartName)
  const found = known.find((part) => part === name)
  if (found !== undefined) return found
  throw new Error(`--only takes ${known.join(', ')}, not "${name}".`)
}
