/**
 * The guard's process. Reads `+ pid signal` and `- pid` from its input; when the input ends, it
 * ends the processes that are left: by their signal first, by SIGKILL ten seconds later.
 */
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, type StopSignal, StopSignalSchema, sendSignal } from './processTable.ts'

const GRACE_MS = 10_000
const watched = new Map<number, StopSignal>()

for await (const line of createInterface({ input: process.stdin })) {
  const [change, pid, signal] = line.split(' ')
  if (change === '+') watched.set(Number(pid), StopSignalSchema.parse(signal))
  else watched.delete(Number(pid))
}

for (const [pid, signal] of watched) sendSignal(pid, signal)
const deadline = Date.now() + GRACE_MS
while ([...watched.keys()].some(isAlive) && Date.now() < deadline) await sleep(100)
for (const pid of watched.keys()) sendSignal(pid, 'SIGKILL')
