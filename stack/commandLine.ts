/** The options of `npm start` and `npm run demo`, and how they speak. */
import { parseArgs } from 'node:util'

export interface CommandLine {
  /** Scopes of work in the sample. Default: what is there, else 5,000. */
  rows?: number
  /** Whether data of earlier starts is wiped. */
  fresh: boolean
  bridge: boolean
  worker: boolean
  api: boolean
}

/** `--rows N`, `--fresh`, `--no-bridge`, `--no-worker`, `--no-api`. Throws an Error that says what is wrong. */
export function parseCommandLine(args: string[]): CommandLine {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      rows: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      bridge: { type: 'boolean', default: true },
      worker: { type: 'boolean', default: true },
      api: { type: 'boolean', default: true },
    },
  })
  const { rows: given, ...switches } = values
  if (given === undefined) return switches
  const rows = Number(given)
  if (!Number.isInteger(rows) || rows < 1) {
    throw new Error(`--rows takes a whole number from 1, not "${given}".`)
  }
  return { ...switches, rows }
}

/** Writes a line for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Says what went wrong; the process exits with 1 when nothing is left to do. */
export function sayFailure(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

/** Aborts at the first SIGINT or SIGTERM; later ones change nothing, as stopping takes a moment. */
export function untilInterrupted(): AbortSignal {
  const interruption = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => interruption.abort())
  }
  return interruption.signal
}
