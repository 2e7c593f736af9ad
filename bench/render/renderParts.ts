/** The parts that render: everyone's cells are checked on a small table before a large one is timed. */
import { type CompareOptions, compare } from '../compare.ts'
import type { Comparison, ComparisonResult, Result } from '../contestant.ts'
import { type Dataset, datasetOf } from '../data/dataset.ts'
import { type Scripts, scopesOfWork } from '../data/table.ts'
import { MOST_ROWS_READ } from '../verify/tableCheck.ts'
import { csvComparison, pdfComparison, xlsxComparison } from './comparisons.ts'

/** Enough rows for several row blocks. */
const CHECKED_ROWS = 5_000

interface RenderPart {
  scripts: Scripts
  comparisonOf(dataset: Dataset): Comparison
}

const PARTS = {
  csv: { scripts: 'all', comparisonOf: csvComparison },
  xlsx: { scripts: 'all', comparisonOf: xlsxComparison },
  pdf: { scripts: 'european', comparisonOf: pdfComparison },
} as const satisfies Record<string, RenderPart>

export async function compareRendering(
  part: keyof typeof PARTS,
  rows: number,
  options: CompareOptions,
): Promise<ComparisonResult> {
  const { scripts, comparisonOf } = PARTS[part]
  const comparisonAt = async (count: number) =>
    comparisonOf(await datasetOf(scopesOfWork(count, scripts), options.say))
  const out =
    rows > MOST_ROWS_READ ? await checkCells(await comparisonAt(CHECKED_ROWS), options) : []
  const { title, contestants } = await comparisonAt(rows)
  const isIn = ({ name, how }: Result['contestant']) =>
    !out.some(({ contestant }) => contestant.name === name && contestant.how === how)
  const result = await compare({ title, contestants: contestants.filter(isIn) }, options)
  return { title, results: [...result.results, ...out] }
}

/** Those whose file is wrong. */
async function checkCells(comparison: Comparison, options: CompareOptions): Promise<Result[]> {
  const { results } = await compare(comparison, { ...options, runs: 1 })
  return results.filter(({ outcome }) => outcome.kind === 'failed')
}
