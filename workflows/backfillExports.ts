/** Makes the files of a backfill, a few at a time. One that fails leaves its window to the next. */
import { CancellationScope, setCurrentDetails } from '@temporalio/workflow'
import type { BackfillExportsInput } from '../contract/index.ts'
import { runScheduledExport } from './scheduledExport.ts'
import { runStep } from './steps.ts'

/** Exports at a time: others wait for workers as well. */
const AT_A_TIME = 3

export interface BackfillResult {
  windows: number
  exports: number
}

export async function backfillExports(input: BackfillExportsInput): Promise<BackfillResult> {
  try {
    return await makeFiles(input)
  } finally {
    // Also where it is cancelled: until then no other file may hold what it has planned.
    await CancellationScope.nonCancellable(() => runStep('endBackfill', input))
  }
}

async function makeFiles(input: BackfillExportsInput): Promise<BackfillResult> {
  const { scheduleId } = input
  const runIds = await runStep('planBackfillRuns', input)
  const progress: BackfillResult = { windows: runIds.length, exports: 0 }
  let ended = 0
  const waiting = runIds.values()
  const workThrough = async () => {
    for (const runId of waiting) {
      const run = await runStep('beginBackfillRun', { scheduleId, runId })
      if (run.kind === 'EXPORT' && (await runScheduledExport(scheduleId, run)))
        progress.exports += 1
      ended += 1
      setCurrentDetails(`${ended} of ${runIds.length} windows, ${progress.exports} files`)
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, workThrough))
  return progress
}
