/** How many processors a process really gets: shared and throttled machines promise more. */
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

const BUSY_MS = 1_000
const BUSY = `const end = Date.now() + ${BUSY_MS}; while (Date.now() < end);`

/** Processor time over wall time of one busy thread a processor: 2.0 on two processors of one's own. */
export async function parallelism(): Promise<number> {
  const before = process.cpuUsage()
  const start = performance.now()
  const threads = Array.from(
    { length: availableParallelism() },
    () => new Worker(BUSY, { eval: true }),
  )
  await Promise.all(threads.map((thread) => once(thread, 'exit')))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / (performance.now() - start)
}
