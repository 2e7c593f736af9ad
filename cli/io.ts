/** What the program reads from and writes to, so that tests can stand in for a terminal. */
import { setMaxListeners } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { environment } from '../config/index.ts'

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
  /** Aborts when the person wants an end (Ctrl-C) or the system does. */
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
  // Whoever reads our lines may have enough of them: `exports list | head -1`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit()
    throw error
  })
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    environment,
    interruption: interruption.signal,
  }
}

/** Whether a person can be asked, and sees the question. */
export function canAsk({ stdin, stdout }: Io): boolean {
  return stdin.isTTY === true && stdout.isTTY === true
}

/** True for y or yes. Ctrl-C and the end of the input are a no. */
export async function confirm(io: Io, question: string): Promise<boolean> {
  const reader = createInterface({ input: io.stdin, output: io.stdout })
  const close = () => reader.close()
  // In a terminal's raw mode Ctrl-C is a sign like any other, not a signal.
  reader.on('SIGINT', close)
  io.interruption.addEventListener('abort', close)
  try {
    const answer = await new Promise<string>((resolve) => {
      reader.once('line', resolve).once('close', () => resolve('\n'))
      reader.setPrompt(`${question} [y/N] `)
      reader.prompt()
    })
    // What comes next begins on a line of its own.
    if (answer === '\n') io.stdout.write(answer)
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    io.interruption.removeEventListener('abort', close)
    close()
  }
}
