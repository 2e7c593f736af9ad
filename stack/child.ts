/**
 * One child process: its output goes to a log file, and it can be ended within a bounded time.
 * It is no member of the terminal's process group, so that Ctrl-C reaches only its parent, which
 * then ends the children in order.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { StopSignal } from './processTable.ts'

export interface ChildOptions {
  command: string
  args: string[]
  /** The whole environment of the child. */
  environment: NodeJS.ProcessEnv
  /** Appended to; its folder is created. */
  logFile: string
  /** Default: the parent's. */
  workingDirectory?: string
  /** Asks the process to end. Default SIGTERM. */
  stopSignal?: StopSignal
  /** Milliseconds from the stop signal to SIGKILL. Default 10,000. */
  graceMs?: number
}

export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface Child {
  pid: number
  stopSignal: StopSignal
  /** Resolves when the process is over; never rejects. */
  exited: Promise<Exit>
  /** Ends the process and waits until it is over. Can be called again. */
  stop(): Promise<void>
}

/** Starts the process. Rejects with the system's error when the program can't be run. */
export async function launch(options: ChildOptions): Promise<Child> {
  await mkdir(dirname(options.logFile), { recursive: true })
  const log = await open(options.logFile, 'a')
  try {
    const child = spawn(options.command, options.args, {
      cwd: options.workingDirectory,
      env: options.environment,
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
    })
    const exited = new Promise<Exit>((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }))
    })
    await once(child, 'spawn')
    const stopSignal = options.stopSignal ?? 'SIGTERM'
    const stop = async () => {
      child.kill(stopSignal)
      const timer = setTimeout(() => child.kill('SIGKILL'), options.graceMs ?? 10_000)
      await exited
      clearTimeout(timer)
    }
    return { pid: child.pid ?? 0, stopSignal, exited, stop }
  } finally {
    await log.close()
  }
}

/** `code 1` or `signal SIGKILL`. */
export function describeExit(exit: Exit): string {
  return exit.signal ? `signal ${exit.signal}` : `code ${exit.code}`
}

/** The last lines of a log, indented; empty when there is none. */
export async function tailOf(logFile: string, lines = 5): Promise<string> {
  const text = await readFile(logFile, 'utf8').catch(() => '')
  const tail = text.trimEnd().split('\n').slice(-lines)
  return tail.map((line) => `\n  ${line}`).join('')
}
