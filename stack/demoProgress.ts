/** Shows the demo's jobs while they run: one line each, redrawn where the output is a terminal. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type DemoJob, isOver } from './demoJobs.ts'

/** Milliseconds between two looks at the records. */
const INTERVAL_MS = 200

export interface WatchOptions {
  read: () => Promise<DemoJob[]>
  output: { write: (text: string) => unknown; isTTY?: boolean }
  /** Watching ends when it is aborted. */
  signal: AbortSignal
}

/** Shows the jobs until all are over or the signal is aborted; gives their last records. */
export async function watchJobs({ read, output, signal }: WatchOptions): Promise<DemoJob[]> {
  const stopwatch = startStopwatch()
  let shown: string[] = []
  for (;;) {
    const jobs = await read()
    const width = Math.max(...jobs.map((job) => fileOf(job).length))
    const lines = jobs.map((job) => {
      const line = `${fileOf(job).padEnd(width)}  ${wordOf(job).padEnd(10)}`
      return output.isTTY ? `${line} ${stopwatch(job)}` : line
    })
    output.write(output.isTTY ? redrawn(lines, shown.length) : changed(lines, shown))
    shown = lines
    if (jobs.every(isOver) || signal.aborted) return jobs
    await sleep(INTERVAL_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** Tells how long a job takes, or took: it stands still once the job is over. */
function startStopwatch(): (job: DemoJob) => string {
  const startedAt = Date.now()
  const last = new Map<string, number>()
  return (job) => {
    const until = last.get(job.id) ?? Date.now()
    if (isOver(job)) last.set(job.id, until)
    return `${((until - startedAt) / 1000).toFixed(1)} s`
  }
}

/** The lines in the place of those that are shown: up, and each line cleared before it is written. */
function redrawn(lines: string[], shown: number): string {
  const up = shown > 0 ? `\u001B[${shown}A` : ''
  return up + lines.map((line) => `\u001B[2K${line}\n`).join('')
}

function changed(lines: string[], shown: string[]): string {
  return lines.map((line, index) => (line === shown[index] ? '' : `${line.trimEnd()}\n`)).join('')
}

function fileOf({ type, fileType }: DemoJob): string {
  return `${type} → ${fileType}`
}

function wordOf(job: DemoJob): string {
  if (isOver(job)) return job.status.toLowerCase()
  return job.startedAt ? 'processing' : 'waiting'
}
