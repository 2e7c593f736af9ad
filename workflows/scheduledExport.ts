/** Runs one export of a schedule as a workflow of its own, which outlives the one that starts it. */
import {
  defineSearchAttributeKey,
  type SearchAttributePair,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/common'
import { CancellationScope, executeChild, sleep } from '@temporalio/workflow'
import type { RunStart } from '../activities/index.ts'
import {
  EXPORT_TABLE,
  ExportStatus,
  type ExportTableInput,
  type ExportTableResult,
  SEARCH_ATTRIBUTES,
  workflowIdOf,
} from '../contract/index.ts'
import { runStep } from './steps.ts'

export type StartedRun = Extract<RunStart, { kind: 'EXPORT' }>

const LOOK_AGAIN = '15s'

const TYPE = defineSearchAttributeKey('ExportType', SEARCH_ATTRIBUTES.ExportType)
const FILE_TYPE = defineSearchAttributeKey('FileType', SEARCH_ATTRIBUTES.FileType)
const STATUS = defineSearchAttributeKey('ExportStatus', SEARCH_ATTRIBUTES.ExportStatus)
const TENANT = defineSearchAttributeKey('ExportTenant', SEARCH_ATTRIBUTES.ExportTenant)
const SCHEDULE = defineSearchAttributeKey('ExportSchedule', SEARCH_ATTRIBUTES.ExportSchedule)
const START = defineSearchAttributeKey('ExportWindowStart', SEARCH_ATTRIBUTES.ExportWindowStart)
const END = defineSearchAttributeKey('ExportWindowEnd', SEARCH_ATTRIBUTES.ExportWindowEnd)

/** Whether there is a file. Rejects when this workflow is cancelled, and the export with it. */
export async function runScheduledExport(scheduleId: string, run: StartedRun): Promise<boolean> {
  const { exportId, type, fileType } = run
  const input: ExportTableInput = { exportId, attempt: 1, type, fileType }
  try {
    const { outcome } = await executeChild<(given: ExportTableInput) => Promise<ExportTableResult>>(
      EXPORT_TABLE,
      {
        args: [input],
        workflowId: workflowIdOf(exportId, 1),
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        parentClosePolicy: 'ABANDON',
        typedSearchAttributes: searchAttributes(scheduleId, run),
        staticSummary: `${type} → ${fileType}`,
        staticDetails: `    exportId: ${JSON.stringify(exportId)}\n    scheduleId: ${scheduleId}`,
        priority: { fairnessKey: run.fairnessKey },
      },
    )
    return outcome === ExportStatus.COMPLETED || (await hasFile(exportId))
  } catch (error) {
    if (CancellationScope.current().consideredCancelled) throw error
    return error instanceof WorkflowExecutionAlreadyStartedError ? await hasFile(exportId) : false
  }
}

/** How it ends where somebody else works on it: a run before a reset, or a next attempt. */
async function hasFile(exportId: string): Promise<boolean> {
  for (;;) {
    const status = await runStep('recordedStatus', { exportId })
    if (status !== ExportStatus.PENDING) return status === ExportStatus.COMPLETED
    await sleep(LOOK_AGAIN)
  }
}

function searchAttributes(scheduleId: string, run: StartedRun): SearchAttributePair[] {
  const { type, fileType, tenantId, windowStart, windowEnd } = run
  return [
    { key: TYPE, value: type },
    { key: FILE_TYPE, value: fileType },
    { key: STATUS, value: ExportStatus.PENDING },
    { key: SCHEDULE, value: scheduleId },
    ...(tenantId === null ? [] : [{ key: TENANT, value: tenantId }]),
    ...(windowStart === null ? [] : [{ key: START, value: new Date(windowStart) }]),
    ...(windowEnd === null ? [] : [{ key: END, value: new Date(windowEnd) }]),
  ]
}
