/**
 * Where results go: words for a person at a terminal, else one JSON object a line. Remarks and
 * failures go to standard error, so that standard output holds results alone. Nothing that is written
 * steers a terminal, whoever wrote it.
 */
import { CommandFailure, type Problem } from '../commandFailure.ts'
import { ExitCode } from '../exitCode.ts'
import type { Io } from '../io.ts'
import { plain, plainJson } from './text.ts'

export class Reporter {
  readonly io: Io
  /** Whether results are JSON: asked for, or nobody watches. */
  readonly isJson: boolean
  readonly #isJsonAsked: boolean

  constructor(io: Io, { json = false }: { json?: boolean }) {
    this.io = io
    this.#isJsonAsked = json
    this.isJson = json || io.stdout.isTTY !== true
  }

  /** The same with standard output left to a file. */
  besides(): Reporter {
    const io = { ...this.io, stdout: this.io.stderr }
    return new Reporter(io, { json: this.#isJsonAsked })
  }

  /** One result, in the form that is due: `words` are lines. */
  show(result: object, words: () => readonly string[]): void {
    if (this.isJson) this.line(result)
    else this.say(...words())
  }

  /** One line of JSON; nothing for people, who are told otherwise. */
  line(result: object): void {
    if (this.isJson) this.io.stdout.write(`${plainJson(result)}\n`)
  }

  /** Lines on standard output, for people alone. */
  say(...lines: readonly string[]): void {
    if (!this.isJson) this.io.stdout.write(textOf(lines))
  }

  /** A remark of one line that is no result; none where JSON was asked for. */
  note(words: string): void {
    if (!this.#isJsonAsked) this.io.stderr.write(textOf([words]))
  }

  /** Says what went wrong, unless it is that nobody reads on; gives the exit code. */
  fail(error: unknown): ExitCode {
    const { exitCode, problem } = error instanceof CommandFailure ? error : unforeseen(error)
    if (exitCode === ExitCode.OUTPUT_CLOSED) return exitCode
    this.io.stderr.write(this.#isJsonAsked ? `${plainJson(problem)}\n` : textOf(linesOf(problem)))
    return exitCode
  }
}

function unforeseen(error: unknown): { exitCode: ExitCode; problem: Problem } {
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const remedy = 'Try again; if it persists, report it with the command that you gave.'
  return {
    exitCode: ExitCode.UNFORESEEN,
    problem: { code: 'INTERNAL_ERROR', detail, remedy, errors: [] },
  }
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${plain(line)}\n`).join('')
}

/** Every wrong thing with what to do about it; commander's own words may be of several lines. */
function linesOf(problem: Problem): string[] {
  const { code, detail: message, remedy, errors, instance } = problem
  const faults = errors.length > 0 ? errors : [{ code, message, remedy }]
  const lines = faults.flatMap((fault) => {
    const field = 'field' in fault ? fault.field : undefined
    const isNamed = field === undefined || fault.message.includes(field)
    return [isNamed ? fault.message : `${field}: ${fault.message}`, `  → ${fault.remedy}`]
  })
  if (instance !== undefined && (problem.status ?? 0) >= 500) lines.push(`Request ${instance}`)
  return lines.flatMap((line) => line.split('\n'))
}
