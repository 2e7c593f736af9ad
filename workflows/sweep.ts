/**
 * Ends what nobody else would: steps one after another, each whatever became of those before. What
 * could not be done, and what was too much for one run, is done by the next. Of exports that it failed
 * people are told as of any other.
 */
import { ApplicationFailure, isCancellation } from '@temporalio/workflow'
import type { SettledJobs, StepReport, SweepActivities } from '../activities/index.ts'
import type { Failure } from '../contract/index.ts'
import { failureOf } from './failureOf.ts'
import { tellOfExport } from './startNotices.ts'
import { runStep } from './steps.ts'
import { fenced, StepTable } from './stepTable.ts'

/** First what people wait for, which needs no store: a store that is away keeps nobody waiting. */
const STEPS = [
  'settleStuckJobs',
  'resendOutbox',
  'reconcileSchedules',
  'expireFiles',
  'abortOrphanedUploads',
  'removeOrphanedStaged',
  'removeOrphanedFiles',
] as const satisfies (keyof SweepActivities)[]
type SweepStep = (typeof STEPS)[number]

/** What each step has done; those that failed are missing. */
export type SweepReport = Partial<Record<SweepStep, StepReport>>

interface FailedStep {
  step: SweepStep
  failure: Failure
}
type FailedSteps = readonly [FailedStep, ...FailedStep[]]

/** Closes as Failed, with what was done in the failure's details, where a step failed. */
export async function sweep(): Promise<SweepReport> {
  const table = new StepTable()
  const report: SweepReport = {}
  const failed: FailedStep[] = []
  for (const step of STEPS) {
    try {
      const done = await table.during(step, () => runStep(step))
      report[step] = done
      if ('toTell' in done) await tellOfAll(done.toTell)
    } catch (error) {
      if (isCancellation(error)) throw error
      failed.push({ step, failure: failureOf(error) })
    }
  }
  const [first, ...others] = failed
  if (first) throw failureOfAll([first, ...others], report, table)
  return report
}

async function tellOfAll(ended: SettledJobs['toTell']): Promise<void> {
  await Promise.all(ended.map(({ exportId, attempt }) => tellOfExport(exportId, attempt)))
}

function failureOfAll(
  failed: FailedSteps,
  report: SweepReport,
  table: StepTable,
): ApplicationFailure {
  const reasons = failed.map(({ step, failure }) => `${step}: ${failure.code} ${failure.message}`)
  table.show(`**${failed.length} of ${STEPS.length} failed**\n\n${fenced(reasons.join('\n'))}`)
  return ApplicationFailure.create({
    type: failed[0].failure.code,
    message: reasons.join('\n'),
    nonRetryable: true,
    details: [{ report, failed }],
  })
}
