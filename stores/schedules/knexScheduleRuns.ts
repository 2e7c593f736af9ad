/** Runs of schedules in Connexus' database. */
import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { RunOutcome } from '../../contract/index.ts'
import { lockSchedule } from './knexExportSchedules.ts'
import { listRuns } from './listRuns.ts'
import { planningState } from './planningState.ts'
import { decidedRun, insertJob, windowColumns } from './runJob.ts'
import type { FiringStep, PlannedRun, RunDecision, ScheduleRuns } from './scheduleRuns.ts'

/** `settleSeconds`: how long before now a window ends at the latest. */
export function knexScheduleRuns(knex: Knex, settleSeconds: number): ScheduleRuns {
  return {
    plan: (step, decide) =>
      knex.transaction(async (transaction) => {
        const schedule = await lockSchedule(transaction, step.scheduleId)
        if (!schedule) return { kind: 'DONE' }
        const before = await decidedRun(transaction, {
          'run.firing': step.firing,
          'run.step': step.step,
        })
        if (before) return before
        const decision = await decide(await planningState(transaction, schedule, settleSeconds))
        if (decision.kind === 'EXPORT') {
          const { ownerId } = schedule
          await insertJob(
            transaction,
            { scheduleId: schedule.id, ownerId, backfillId: null },
            decision,
          )
        }
        if (decision.kind !== 'DONE') await insertRun(transaction, step, schedule.content, decision)
        return planned(decision)
      }),

    list: (query) => listRuns(knex, query),

    async lastOutcomes(scheduleId, limit, endedAfter) {
      const since = endedAfter?.toISOString() ?? '-infinity'
      return await knex('ExportJob')
        .where({ scheduleId, backfillId: null })
        .whereRaw('("completedAt" IS NULL OR "completedAt" > ?::timestamptz)', [since])
        .orderByRaw('"completedAt" DESC NULLS FIRST')
        .limit(limit)
        .pluck<RunOutcome[]>('status')
    },
  }
}

async function insertRun(
  transaction: Knex.Transaction,
  { scheduleId, firing, step, dueAt }: FiringStep,
  content: string,
  decision: Exclude<RunDecision, { kind: 'DONE' }>,
): Promise<void> {
  const isExport = decision.kind === 'EXPORT'
  await transaction('ExportScheduleRun').insert({
    id: randomUUID(),
    scheduleId,
    firing,
    step,
    dueAt: dueAt.toISOString(),
    content: isExport ? decision.run.content : content,
    localDay: isExport ? decision.run.localDay : null,
    ...windowColumns(isExport ? decision.run.window : null),
    exportId: isExport ? decision.job.exportId : null,
    skipReason: isExport ? null : decision.reason,
  })
}

export function planned(decision: RunDecision): PlannedRun {
  if (decision.kind !== 'EXPORT') return decision
  const { exportId, tenantId } = decision.job
  return { kind: 'EXPORT', exportId, tenantId, window: decision.run.window }
}
