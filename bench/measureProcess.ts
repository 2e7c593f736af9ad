/**
 * Runs a program and says what it took. Node can't ask the system for the peak memory and the
 * processor time of a child, so a line of Python does (wait4), which takes no time itself.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { environment } from '../config/index.ts'
import type { Sample } from './contestant.ts'

export interface Command {
  program: string
  args: string[]
  /** Added to the environment. */
  environment?: Record<string, string>
}

/** The program's own output goes nowhere; its errors are kept for the message. */
const WAIT4 = `
import json, os, sys, time
start = time.monotonic()
null = os.open(os.devnull, os.O_WRONLY)
program = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ,
                          file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)])
_, status, used = os.wait4(program, 0)
print(json.dumps({'seconds': time.monotonic() - start, 'cpuSeconds': used.ru_utime + used.ru_stime,
                  'peakMb': used.ru_maxrss / 1024, 'exit': os.waitstatus_to_exitcode(status)}))
`
const Usage = z.object({
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakMb: z.number(),
  exit: z.number(),
})
/** Characters of a failed program's errors that are told. */
const TOLD = 400

/** Measures a program that writes `output`. Rejects when it fails. */
export async function measureProcess(command: Command, output: string): Promise<Sample> {
  const child = spawn('python3', ['-S', '-E', '-c', WAIT4, command.program, ...command.args], {
    env: { ...environment, ...command.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [answer, errors] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  const told = errors.trim().slice(-TOLD)
  if (answer === '') throw new Error(`It can't be run: ${told}`)
  const { exit, ...usage } = Usage.parse(JSON.parse(answer))
  if (exit !== 0) throw new Error(`It ended with ${exit}: ${told}`)
  return { ...usage, bytes: (await stat(output)).size }
}
