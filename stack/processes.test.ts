import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { environment } from '../config/environment.ts'
import { type KeptProcess, keepRunning, runToEnd } from './processes.ts'
import { isAlive } from './processTable.ts'

let directory: string
let kept: KeptProcess | undefined

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'connexus-processes-'))
})

afterEach(async () => {
  await kept?.stop()
  kept = undefined
  await rm(directory, { recursive: true })
})

function script(program: string) {
  return {
    name: 'script',
    command: 'sh',
    args: ['-c', program],
    environment: { ...environment, GREETING: 'hello' },
    logFile: join(directory, 'logs', 'script.log'),
  }
}

async function logContains(pattern: RegExp): Promise<string> {
  for (;;) {
    const log = await readFile(join(directory, 'logs', 'script.log'), 'utf8').catch(() => '')
    if (pattern.test(log)) return log
    await sleep(20)
  }
}

test('starts a process again after it died, which its log and its keeper are told', async () => {
  const deaths: string[] = []
  kept = await keepRunning({
    ...script('echo "$GREETING"; exit 3'),
    restartAfterMs: 50,
    onDeath: (message) => deaths.push(message),
  })
  const log = await logContains(/(hello\n[^]*){2}/)
  expect(log).toMatch(/^hello\n--- \S+ script ended with code 3; it is started again in 0.05 s\n/)
  expect(deaths[0]).toBe(
    `script ended with code 3; it is started again in 0.05 s; its log is ${directory}/logs/script.log.`,
  )
})

test('stops with SIGTERM, which the process may answer in its own time', async () => {
  kept = await keepRunning(
    script(`trap 'sleep 0.2; echo bye; exit' TERM; echo ready; while :; do sleep 0.05; done`),
  )
  await logContains(/ready/)
  await kept.stop()
  expect(await logContains(/./)).toBe('ready\nbye\n')
})

test('kills a process that does not end within its grace time', async () => {
  const pids: number[] = []
  kept = await keepRunning({
    ...script(`trap '' TERM; echo ready; while :; do sleep 0.05; done`),
    graceMs: 100,
    onStart: ({ pid }) => pids.push(pid),
  })
  await logContains(/ready/)
  await kept.stop()
  expect(pids.map(isAlive)).toEqual([false])
})

test('stays stopped when it is stopped while it waits to start again', async () => {
  const starts: number[] = []
  kept = await keepRunning({
    ...script('exit 1'),
    restartAfterMs: 200,
    onStart: ({ pid }) => starts.push(pid),
  })
  await logContains(/started again/)
  await kept.stop()
  await sleep(300)
  expect(starts).toHaveLength(1)
})

test('runs a process to its end, and fails with the end of its log when it failed', async () => {
  await expect(runToEnd(script('exit 0'))).resolves.toBeUndefined()
  await expect(runToEnd(script('echo the reason; exit 2'))).rejects.toThrow(
    `script ended with code 2. Its log is ${directory}/logs/script.log, and ends with:\n  the reason`,
  )
})
