/** Stands in for what the command line reads from and writes to, and shows what a screen would. */
import { Readable, Writable } from 'node:stream'
import type { Io, Output } from '../../cli/index.ts'

export interface FakeIo extends Io {
  /** Everything written so far, as text. */
  written(): string
  complaints(): string
  lines(): Record<string, unknown>[]
  /** As Ctrl-C does. */
  interrupt(): void
}

export function fakeIo(
  given: { isTerminal?: boolean; environment?: Record<string, string>; input?: string } = {},
): FakeIo {
  const interruption = new AbortController()
  const stdout = collector({ isTTY: given.isTerminal ?? false })
  const stderr = collector({})
  return {
    stdin: Readable.from(given.input === undefined ? [] : [given.input]),
    stdout: stdout.output,
    stderr: stderr.output,
    environment: given.environment ?? {},
    interruption: interruption.signal,
    written: stdout.text,
    complaints: stderr.text,
    lines: () =>
      stdout
        .text()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    interrupt: () => interruption.abort(),
  }
}

export function collector(terminal: { isTTY?: boolean; columns?: number; rows?: number }): {
  output: Output
  text: () => string
} {
  const chunks: Buffer[] = []
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done()
    },
  })
  return {
    output: Object.assign(output, terminal),
    text: () => Buffer.concat(chunks).toString('utf8'),
  }
}

/** Lines on the screen once all is written: understands "up n" and "clear to the end". */
export function screenOf(text: string): string[] {
  const lines: string[] = ['']
  let at = 0
  for (const [, up, clear, feed, words] of text.matchAll(
    // oxlint-disable-next-line no-control-regex
    /\u001B\[(\d+)A|(\u001B\[0J)|(\n)|([^\n\u001B]+)/g,
  )) {
    if (up !== undefined) at -= Number(up)
    else if (clear !== undefined) lines.splice(at, lines.length, '')
    else if (feed !== undefined) at += 1
    else lines[at] = `${lines[at] ?? ''}${words ?? ''}`
    lines[at] ??= ''
  }
  return lines.slice(0, -1)
}
