/** Runs the parts that were chosen, one after the other, and gives the report. */
import { mkdir } from 'node:fs/promises'
import { assertNever } from '../contract/index.ts'
import type { CompareOptions } from './compare.ts'
import { type BenchOptions, PartName } from './options.ts'
import { compareRendering } from './render/renderParts.ts'
import { comparisonReport } from './report.ts'
import { WORKSPACE } from './workspace.ts'

/** A section of the report for each part, in Markdown. */
export async function runBench(
  options: BenchOptions,
  say: (line: string) => void,
): Promise<string[]> {
  await mkdir(WORKSPACE, { recursive: true })
  const sections: string[] = []
  for (const part of options.parts) {
    const section = await runPart(part, options, { ...options, say })
    say(`\n${section}`)
    sections.push(section)
  }
  return sections
}

async function runPart(
  part: PartName,
  { rows, pdfRows }: BenchOptions,
  compareOptions: CompareOptions,
): Promise<string> {
  switch (part) {
    case PartName.CSV:
    case PartName.XLSX:
      return comparisonReport(await compareRendering(part, rows, compareOptions))
    case PartName.PDF:
      return comparisonReport(await compareRendering(part, pdfRows, compareOptions))
    case PartName.FETCH:
    case PartName.EXPORTS:
    case PartName.MEMORY:
      throw new Error('not yet')
    default:
      return assertNever(part)
  }
}
