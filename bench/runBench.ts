/** Runs the parts that were chosen, one after the other, and gives the report. */
import { mkdir } from 'node:fs/promises'
import { assertNever } from '../contract/index.ts'
import type { CompareOptions } from './compare.ts'
import { type RunningStack, StackParts } from './exports/stackParts.ts'
import { type BenchOptions, PartName } from './options.ts'
import { compareRendering } from './render/renderParts.ts'
import { comparisonReport } from './report.ts'
import { WORKSPACE } from './workspace.ts'

export interface BenchSurroundings {
  say: (line: string) => void
  /** A stack that runs already. Default: one of the benchmarks' own is started where it is needed. */
  stack?: RunningStack
}

/** A section of the report for each part, in Markdown. */
export async function runBench(
  options: BenchOptions,
  { say, stack }: BenchSurroundings,
): Promise<string[]> {
  await mkdir(WORKSPACE, { recursive: true })
  const compareOptions = { ...options, say }
  const stackParts = new StackParts(options, compareOptions, stack)
  const sections: string[] = []
  try {
    for (const part of options.parts) {
      const section = await runPart(part, options, compareOptions, stackParts)
      say(`\n${section}`)
      sections.push(section)
    }
  } finally {
    await stackParts.close()
  }
  return sections
}

async function runPart(
  part: PartName,
  { rows, pdfRows }: BenchOptions,
  compareOptions: CompareOptions,
  stackParts: StackParts,
): Promise<string> {
  switch (part) {
    case PartName.FETCH:
      return await stackParts.fetch()
    case PartName.CSV:
    case PartName.XLSX:
      return comparisonReport(await compareRendering(part, rows, compareOptions))
    case PartName.PDF:
      return comparisonReport(await compareRendering(part, pdfRows, compareOptions))
    case PartName.EXPORTS:
      return await stackParts.exports()
    case PartName.MEMORY:
      return await stackParts.memory()
    default:
      return assertNever(part)
  }
}
