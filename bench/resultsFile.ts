/** The report as a file: what was measured, where, when and with what. */
import { execFileSync } from 'node:child_process'
import { cpus, release, totalmem, type } from 'node:os'
import type { BenchOptions } from './options.ts'

export interface Run extends Pick<BenchOptions, 'runs'> {
  /** Processors that the machine gave to busy threads, before and after. */
  processors: readonly number[]
}

const PROGRAMS = [
  ['python3', '--version'],
  ['java', '--version'],
  ['rustc', '--version'],
  ['gcc', '--version'],
  ['psql', '--version'],
] as const

export function resultsFile(
  args: readonly string[],
  { runs, processors }: Run,
  sections: readonly string[],
): string {
  const lines = [
    `- machine: ${machine()}`,
    `- date: ${new Date().toISOString().slice(0, 10)}`,
    `- versions: ${versions()}`,
    `- command: \`npm run bench${args.length > 0 ? ` -- ${args.join(' ')}` : ''}\``,
    `- runs: ${runs}, alternated; medians count`,
    `- processors that busy threads got: ${processors.map((n) => n.toFixed(1)).join(' before, ')} after`,
  ]
  return `${['# Results', lines.join('\n'), EXPLANATION, ...sections].join('\n\n')}\n`
}

const EXPLANATION = `"ours ÷ it" is the ratio of the medians of wall time: below 1, ours is the faster.
What is compared with what, and how it is kept fair, is in [README.md](README.md).`

function machine(): string {
  const processors = cpus()
  const memory = Math.round(totalmem() / 1024 ** 3)
  const model = processors[0]?.model ?? 'unknown processor'
  return `${processors.length} × ${model}, ${memory} GiB, ${type()} ${release()}`
}

function versions(): string {
  const found = PROGRAMS.map(([program, ...args]) => firstLine(program, args))
  return [`Node ${process.version}`, ...found.filter((line) => line !== '')].join('; ')
}

/** Empty when the program is missing. */
function firstLine(program: string, args: string[]): string {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore']
    return execFileSync(program, args, { encoding: 'utf8', stdio }).split('\n')[0]?.trim() ?? ''
  } catch {
    return ''
  }
}
