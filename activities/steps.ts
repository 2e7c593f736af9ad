/** Makes every step from the dependencies. */
import type { ActivityDependencies } from './dependencies.ts'
import { createFetchRows } from './fetchRows.ts'
import { createMarkProcessing } from './markProcessing.ts'
import { createDeliverNotice, createPlanNotices, createRecordUndelivered } from './notices/index.ts'
import { createRecordCancellation } from './recordCancellation.ts'
import { createRecordCompletion } from './recordCompletion.ts'
import { createRecordFailure } from './recordFailure.ts'
import { createRemoveStaged } from './removeStaged.ts'
import { createRenderFile } from './renderFile.ts'
import { createUploadFile } from './uploadFile.ts'

// The inferred type is the contract with the workflow (`Activities`).
export function createSteps(dependencies: ActivityDependencies) {
  return {
    markProcessing: createMarkProcessing(dependencies),
    fetchRows: createFetchRows(dependencies),
    renderFile: createRenderFile(dependencies),
    uploadFile: createUploadFile(dependencies),
    recordCompletion: createRecordCompletion(dependencies),
    recordFailure: createRecordFailure(dependencies),
    recordCancellation: createRecordCancellation(dependencies),
    removeStaged: createRemoveStaged(dependencies),
    planNotices: createPlanNotices(dependencies),
    deliverNotice: createDeliverNotice(dependencies),
    recordUndelivered: createRecordUndelivered(dependencies),
  }
}
