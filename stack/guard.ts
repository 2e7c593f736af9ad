/**
 * Keeps children from outliving a parent that is killed outright: a small process that is told
 * their ids through a pipe, and ends them when the pipe closes.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Child } from './child.ts'

export interface Guard {
  /** Guards the child until it is over. */
  watch: (child: Child) => void
  /** Ends the guard; children that still run are ended with it. */
  release(): Promise<void>
}

export async function startGuard(): Promise<Guard> {
  const program = fileURLToPath(new URL('guardProcess.ts', import.meta.url))
  const guard = spawn(process.execPath, [program], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  await once(guard, 'spawn')
  // A guard that was killed leaves the children unguarded, which is no reason to fail.
  guard.stdin.on('error', () => undefined)
  const tell = (line: string) => {
    if (guard.stdin.writable) guard.stdin.write(`${line}\n`)
  }
  return {
    watch(child) {
      tell(`+ ${child.pid} ${child.stopSignal}`)
      void child.exited.then(() => tell(`- ${child.pid}`))
    },
    async release() {
      if (guard.exitCode !== null || guard.signalCode !== null) return
      guard.stdin.end()
      await once(guard, 'exit')
    },
  }
}
