/** Results as Markdown: for the terminal and for `RESULTS.md`. */
import { medianOf } from './compare.ts'
import type { ComparisonResult, Outcome, Result, Sample } from './contestant.ts'

const HEADINGS = [
  'contestant',
  'median s',
  'fastest s',
  'ours ÷ it',
  'processor s',
  'peak MB',
  'file MB',
]

/** A table of those that ran, the fastest first, and a line for each that did not. The first of ours counts. */
export function comparisonReport({ title, results }: ComparisonResult): string {
  const measured = results.flatMap(({ contestant, outcome }) =>
    outcome.kind === 'measured' && outcome.samples.length > 0
      ? [{ contestant, samples: outcome.samples }]
      : [],
  )
  const ours = measured.find(({ contestant }) => contestant.isOurs)
  const rows = measured
    .toSorted((a, b) => medianOf(a.samples, 'seconds') - medianOf(b.samples, 'seconds'))
    .map(({ contestant, samples }) => [
      nameOf(contestant),
      ...figuresOf(samples, samples === ours?.samples ? undefined : ours?.samples),
    ])
  const others = results.flatMap(({ contestant, outcome }) => {
    const reason = reasonOf(outcome)
    return reason === undefined ? [] : [`- ${contestant.name} (${contestant.how}): ${reason}`]
  })
  const parts = [`## ${title}`, markdownTable(HEADINGS, rows), others.join('\n')]
  return parts.filter((part) => part !== '').join('\n\n')
}

function nameOf({ name, how, isOurs }: Result['contestant']): string {
  return isOurs ? `**${name}** (${how})` : `${name} (${how})`
}

function figuresOf(samples: readonly Sample[], ours: readonly Sample[] | undefined): string[] {
  const seconds = medianOf(samples, 'seconds')
  const processor = medianOf(samples, 'cpuSeconds')
  return [
    seconds.toFixed(2),
    Math.min(...samples.map((sample) => sample.seconds)).toFixed(2),
    ours ? `**${(medianOf(ours, 'seconds') / seconds).toFixed(2)}**` : '',
    Number.isNaN(processor) ? '' : processor.toFixed(2),
    medianOf(samples, 'peakMb').toFixed(0),
    (medianOf(samples, 'bytes') / 1e6).toFixed(1),
  ]
}

function reasonOf(outcome: Outcome): string | undefined {
  if (outcome.kind === 'missing') return `not installed; \`${outcome.install}\``
  return outcome.kind === 'failed' ? `failed: ${outcome.reason}` : undefined
}

/** The first column is text, the others are numbers. */
export function markdownTable(headings: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = headings.map((_, i) => (i === 0 ? '---' : '--:'))
  return [line(headings), line(rule), ...rows.map(line)].join('\n')
}
