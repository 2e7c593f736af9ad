/** What the program reads from and writes to, so that tests can stand in for a terminal. */
import { setMaxListeners } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { environment } from '../config/index.ts'
import { type CommandFailure, failure, interrupted, notWritten } from './commandFailure.ts'
import { ExitCode } from './exitCode.ts'

export type Output = Writable & {
  isTTY?: boolean
  /** Of a terminal, in characters. */
  columns?: number
  rows?: number
}

export interface Io {
  stdin: Readable & { isTTY?: boolean }
  stdout: Output
  stderr: Output
  environment: Record<string, string | undefined>
  /**
   * Aborts when the person wants an end (Ctrl-C) or the system does; and when output can't be written,
   * then with a CommandFailure as its reason.
   */
  interruption: AbortSignal
}

/** The process's own. A second Ctrl-C ends the process at once. */
export function processIo(): Io {
  const interruption = new AbortController()
  // Every request listens to it, and a watch makes many.
  setMaxListeners(0, interruption.signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => interruption.abort())
  }
  for (const output of [process.stdout, process.stderr]) {
    output.on('error', (error: NodeJS.ErrnoException) => interruption.abort(outputFailure(error)))
  }
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    environment,
    interruption: interruption.signal,
  }
}

/** Whoever reads our lines may have enough of them: `exports list --all | head -1`. */
function outputFailure(error: NodeJS.ErrnoException): CommandFailure {
  if (error.code !== 'EPIPE') return notWritten('The output', error)
  const detail = 'Nobody reads the output any more.'
  return failure(ExitCode.OUTPUT_CLOSED, 'OUTPUT_CLOSED', detail, 'Read it to its end.')
}

/** Waits until all is written, or can't be: see `interruption` for which. */
export async function flush(output: Output): Promise<void> {
  await new Promise<void>((resolve) => {
    output.write('', () => resolve())
  })
}

/** Whether a person can be asked, and sees the question. */
export function canAsk({ stdin, stdout }: Io): boolean {
  return stdin.isTTY === true && stdout.isTTY === true
}

/**
 * True for y or yes; the end of the input is a no. Ctrl-C is thrown as an interruption: `remedy` says
 * how things stand then.
 */
export async function confirm(io: Io, question: string, remedy: string): Promise<boolean> {
  const reader = createInterface({ input: io.stdin, output: io.stdout })
  const stopped = Promise.withResolvers<never>()
  const stop = () => {
    io.stdout.write('\n')
    stopped.reject(interrupted(remedy))
  }
  // In a terminal's raw mode Ctrl-C is a sign like any other, not a signal.
  reader.once('SIGINT', stop)
  io.interruption.addEventListener('abort', stop)
  try {
    const answered = new Promise<string>((resolve) => {
      reader.once('line', resolve).once('close', () => resolve('\n'))
      reader.setPrompt(`${question} [y/N] `)
      reader.prompt()
    })
    const answer = await Promise.race([answered, stopped.promise])
    // What comes next begins on a line of its own.
    if (answer === '\n') io.stdout.write(answer)
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    io.interruption.removeEventListener('abort', stop)
    reader.close()
  }
}
