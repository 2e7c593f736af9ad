/** Makes every step from the dependencies. */
import type { ActivityDependencies } from './dependencies.ts'
import { createFetchRows } from './fetchRows.ts'
import { createMarkProcessing } from './markProcessing.ts'
import { createRecordCancellation } from './recordCancellation.ts'
import { createRecordCompletion } from './recordCompletion.ts'
import { createRecordFailure } from './recordFailure.ts'
import {
  createBeginBackfillRun,
  createEndBackfill,
  createJudgeSchedule,
  createPlanBackfill,
  createPlanRun,
} from './recurring/index.ts'
import { createRemoveStaged } from './removeStaged.ts'
import { createRenderFile } from './renderFile.ts'
import { createUploadFile } from './uploadFile.ts'

// The inferred types are the contract with the workflows (`Activities`).
export function createSteps(dependencies: ActivityDependencies) {
  return { ...createExportSteps(dependencies), ...createRecurringSteps(dependencies) }
}

export function createExportSteps(dependencies: ActivityDependencies) {
  return {
    markProcessing: createMarkProcessing(dependencies),
    fetchRows: createFetchRows(dependencies),
    renderFile: createRenderFile(dependencies),
    uploadFile: createUploadFile(dependencies),
    recordCompletion: createRecordCompletion(dependencies),
    recordFailure: createRecordFailure(dependencies),
    recordCancellation: createRecordCancellation(dependencies),
    removeStaged: createRemoveStaged(dependencies),
  }
}

function createRecurringSteps(dependencies: ActivityDependencies) {
  return {
    planScheduledRun: createPlanRun(dependencies),
    judgeSchedule: createJudgeSchedule(dependencies),
    planBackfillRuns: createPlanBackfill(dependencies),
    beginBackfillRun: createBeginBackfillRun(dependencies),
    endBackfill: createEndBackfill(dependencies),
  }
}
