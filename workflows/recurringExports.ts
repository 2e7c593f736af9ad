/**
 * What a schedule starts each time it is due: plans one export after the other, each once the one
 * before has its file, until nothing is left to do. A file that could not be made ends it: what it
 * would have held is planned anew when the schedule is due again.
 */
import { ApplicationFailureCategory, defineSearchAttributeKey } from '@temporalio/common'
import {
  ApplicationFailure,
  continueAsNew,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow'
import { NoticeEvent, type RecurringExportsInput } from '../contract/index.ts'
import { runScheduledExport } from './scheduledExport.ts'
import { tellOfSchedule } from './startNotices.ts'
import { runStep } from './steps.ts'

const DUE_AT = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME')
/** Exports of one run: far below what a history can hold. */
const STEPS_A_RUN = 200

/** How many files were made, and why the last plan made none. */
export interface RecurringExportsResult {
  exports: number
  skipped: string | null
}

interface Progress {
  dueAt: string
  step: number
}

export async function recurringExports(
  input: RecurringExportsInput,
  { dueAt, step }: Progress = { dueAt: ownTime(), step: 0 },
): Promise<RecurringExportsResult> {
  const { scheduleId } = input
  const firing = workflowInfo().workflowId
  for (let next = step; ; next += 1) {
    if (next - step === STEPS_A_RUN) {
      return await continueAsNew<typeof recurringExports>(input, { dueAt, step: next })
    }
    const run = await runStep('planScheduledRun', { scheduleId, firing, step: next, dueAt })
    if (run.kind === 'STOPPED') {
      await tellOfSchedule(scheduleId, NoticeEvent.SCHEDULE_STOPPED, firing)
    }
    if (run.kind !== 'EXPORT') return done(next, run.kind === 'DONE' ? null : run.reason)
    setCurrentDetails(`File ${next + 1}: export \`${run.exportId}\``)
    if (!(await runScheduledExport(scheduleId, run))) return await failed(scheduleId, run.exportId)
  }
}

/** When the schedule was due; a run that was started by hand is due at its start. */
function ownTime(): string {
  const { typedSearchAttributes, startTime } = workflowInfo()
  return (typedSearchAttributes.get(DUE_AT) ?? startTime).toISOString()
}

function done(exports: number, skipped: string | null): RecurringExportsResult {
  setCurrentDetails(skipped === null ? `${exports} files were made.` : skipped)
  return { exports, skipped }
}

/** The export's own workflow says why; a schedule that keeps failing is paused, and its people told. */
async function failed(scheduleId: string, exportId: string): Promise<never> {
  const { pausedAt } = await runStep('judgeSchedule', { scheduleId })
  if (pausedAt !== null) {
    await tellOfSchedule(scheduleId, NoticeEvent.SCHEDULE_PAUSED, pausedAt)
  }
  throw ApplicationFailure.create({
    type: 'EXPORT_WITHOUT_FILE',
    message: `Export ${exportId} ended without a file.`,
    nonRetryable: true,
    category: ApplicationFailureCategory.BENIGN,
  })
}
