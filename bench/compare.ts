/**
 * Runs a comparison: one after the other, over and over, so that a machine that is slow for a while
 * is slow for everyone. The first file of each is checked.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Comparison, ComparisonResult, Contestant, Outcome, Sample } from './contestant.ts'
import { WORKSPACE } from './workspace.ts'

export interface CompareOptions {
  runs: number
  /** Only peers whose name has one of these words, in lower case; empty: every peer. */
  against: readonly string[]
  say: (line: string) => void
}

/** A contestant that fails, or whose file lacks something, is out, and its reason is told. */
export async function compare(
  { title, contestants }: Comparison,
  { runs, against, say }: CompareOptions,
): Promise<ComparisonResult> {
  say(`\n${title}`)
  const chosen = contestants.filter(
    ({ name, isOurs }) =>
      isOurs || against.length === 0 || against.some((word) => name.toLowerCase().includes(word)),
  )
  const outcomes = new Map(chosen.map((contestant) => [contestant, firstOutcome(contestant)]))
  const folder = await mkdtemp(join(WORKSPACE, 'files-'))
  try {
    for (let run = 0; run < runs; run += 1) {
      for (const [contestant, outcome] of outcomes) {
        if (outcome.kind !== 'measured') continue
        const file = join(folder, 'file')
        try {
          const sample = await contestant.run(file)
          if (run === 0) await contestant.check(file)
          outcome.samples.push(sample)
          say(
            `  ${contestant.name}: ${sample.seconds.toFixed(2)} s, ${sample.peakMb.toFixed(0)} MB`,
          )
        } catch (error) {
          outcomes.set(contestant, failed(error))
          say(`  ${contestant.name} failed: ${String(error)}`)
        }
        await rm(file, { force: true })
      }
    }
  } finally {
    await rm(folder, { recursive: true })
  }
  return {
    title,
    results: [...outcomes].map(([contestant, outcome]) => ({ contestant, outcome })),
  }
}

function firstOutcome({ missing }: Contestant): Outcome {
  return missing === undefined
    ? { kind: 'measured', samples: [] }
    : { kind: 'missing', install: missing }
}

function failed(error: unknown): Outcome {
  return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** The median of one figure over the samples that have it. */
export function medianOf(samples: readonly Sample[], figure: keyof Sample): number {
  return median(samples.flatMap((sample) => sample[figure] ?? []))
}
