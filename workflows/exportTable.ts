/**
 * One export: mark as processing, fetch, render, upload, record completion; on every way out the
 * outcome is recorded and what was staged is removed. From completing the upload on, completion wins
 * over cancelling. Once the outcome is recorded, a workflow of their own tells people.
 */
import { ApplicationFailureCategory } from '@temporalio/common'
import {
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  isCancellation,
  patched,
} from '@temporalio/workflow'
import type { RecordedEnd, RenderedFile } from '../activities/index.ts'
import {
  ExportStatus,
  type ExportTableInput,
  type ExportTableResult,
  FailureCode,
  REQUESTERS_FAILURES,
} from '../contract/index.ts'
import { ExportView } from './exportView.ts'
import { failureOf } from './failureOf.ts'
import { tellOfExport } from './startNotices.ts'
import { codeOf, runStep } from './steps.ts'

/** Times that a file is begun again because its staged rows or its upload are gone. */
const NEW_BEGINNINGS = 2

interface Job {
  exportId: string
  attempt: number
}

/** What recording the outcome said; version 0.1 said nothing, and told nobody. */
type Recorded = RecordedEnd | undefined

export async function exportTable(input: ExportTableInput): Promise<ExportTableResult> {
  const job: Job = { exportId: input.exportId, attempt: input.attempt }
  const view = new ExportView()
  try {
    const marked = await view.during('markProcessing', () => runStep('markProcessing', job))
    view.showTenant(marked.tenantId)
    if (marked.schedule) view.showSchedule(marked.schedule)
    const { file, recorded } = await makeFile(job, view)
    const show = () => view.showStatus(ExportStatus.COMPLETED)
    await CancellationScope.nonCancellable(() => finish(job, recorded, show))
    return { outcome: 'COMPLETED', rows: file.rows, bytes: file.bytes, objectKey: file.key }
  } catch (error) {
    const isCancelled = isCancellation(error) || CancellationScope.current().consideredCancelled
    return await CancellationScope.nonCancellable(() => conclude(job, view, error, isCancelled))
  }
}

/** Fetches, renders and publishes. What has gone missing in between is made once more. */
async function makeFile(
  job: Job,
  view: ExportView,
): Promise<{ file: RenderedFile; recorded: Recorded }> {
  let fetched = await fetch(job, view)
  for (let left = NEW_BEGINNINGS; ; left -= 1) {
    try {
      const { manifestKey } = fetched
      const file = await view.during('renderFile', () => runStep('renderFile', job, manifestKey))
      const recorded = await CancellationScope.nonCancellable(() => publish(job, file, view))
      return { file, recorded }
    } catch (error) {
      const code = codeOf(error)
      const isGone = code === FailureCode.STAGED_ROWS_MISSING || code === FailureCode.UPLOAD_MISSING
      if (!isGone || left === 0) throw error
      if (code === FailureCode.STAGED_ROWS_MISSING) fetched = await fetch(job, view)
    }
  }
}

async function fetch(job: Job, view: ExportView) {
  const fetched = await view.during('fetchRows', () => runStep('fetchRows', job))
  view.showRows(fetched.rows)
  return fetched
}

async function publish(job: Job, file: RenderedFile, view: ExportView): Promise<Recorded> {
  await view.during('uploadFile', () => runStep('uploadFile', job, file))
  return await view.during('recordCompletion', () => runStep('recordCompletion', job, file))
}

/**
 * Tells people, cleans up and shows the end. The clean-up can wait for the store for hours, so people
 * come first. Exports that ended while they came last are replayed so.
 */
async function finish(job: Job, recorded: Recorded, showEnd: () => void): Promise<void> {
  const hasNotices = recorded?.hasNotices === true
  const isToldFirst = hasNotices && patched('told-before-clean-up')
  if (isToldFirst) await tellOfExport(job.exportId, job.attempt)
  await runStep('removeStaged', job)
  showEnd()
  if (hasNotices && !isToldFirst) await tellOfExport(job.exportId, job.attempt)
}

/** Records why the export ended without a file, cleans up, and closes the workflow accordingly. */
async function conclude(
  job: Job,
  view: ExportView,
  error: unknown,
  isCancelled: boolean,
): Promise<ExportTableResult> {
  if (codeOf(error) === FailureCode.JOB_NOT_ACTIVE) {
    const { message } = failureOf(error)
    await runStep('removeStaged', job)
    view.showRefusal(message)
    return { outcome: 'NOT_ACTIVE', reason: message }
  }
  if (isCancelled) {
    await runStep('recordCancellation', job)
    await runStep('removeStaged', job)
    view.showStatus(ExportStatus.CANCELLED)
    // A step that failed after the cancel would close the workflow as Failed.
    throw isCancellation(error) ? error : new CancelledFailure('The export was cancelled')
  }
  const failure = failureOf(error)
  const recorded: Recorded = await runStep('recordFailure', job, failure)
  await finish(job, recorded, () => view.showStatus(ExportStatus.FAILED, failure))
  throw ApplicationFailure.create({
    type: failure.code,
    message: failure.message,
    nonRetryable: true,
    details: [failure],
    ...(REQUESTERS_FAILURES.has(failure.code)
      ? { category: ApplicationFailureCategory.BENIGN }
      : {}),
  })
}
