/** Backfills in Connexus' database. */
import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { ExportStatus, ScheduleContent } from '../../contract/index.ts'
import { accessRow } from '../knexAccessLog.ts'
import type { BackfillDecision, BackfillRecord, Backfills, OpenBackfill } from './backfills.ts'
import { isHeld } from './heldElsewhere.ts'
import { lockSchedule } from './knexExportSchedules.ts'
import { planned } from './knexScheduleRuns.ts'
import { planningState } from './planningState.ts'
import { decidedRun, insertJob, windowColumns } from './runJob.ts'
import type { RunDecision, RunExport } from './scheduleRuns.ts'

const TABLE = 'ExportBackfill'
const RUNS = 'ExportScheduleRun'
/** A statement takes 65,535 values. */
const ROWS_AT_ONCE = 500
/** Whoever asks for a backfill starts it at once. */
const LEFT_BEHIND_SECONDS = 60

/** `settleSeconds`: how long before now a window ends at the latest. */
export function knexBackfills(knex: Knex, settleSeconds: number): Backfills {
  return {
    create: ({ access, ...backfill }) =>
      knex.transaction(async (transaction) => {
        await transaction(TABLE).insert(backfill)
        await transaction('ExportAccessLog').insert(accessRow(access))
        const record = await findBackfill(transaction, backfill.id)
        if (!record) throw new Error('The backfill that was just made is not there.')
        return record
      }),

    find: (backfillId) => findBackfill(knex, backfillId),

    list: (scheduleId, limit) =>
      select(knex).where({ scheduleId }).orderBy('createdAt', 'desc').limit(limit),

    plan: (backfillId, decide) =>
      knex.transaction(async (transaction) => {
        const backfill = await findBackfill(transaction, backfillId)
        const schedule = backfill && (await lockSchedule(transaction, backfill.scheduleId))
        if (!backfill || !schedule) return []
        const started = await transaction(TABLE)
          .where({ id: backfillId, plannedAt: null })
          .update({ plannedAt: transaction.fn.now() })
        if (started === 1) {
          const state = await planningState(transaction, schedule, settleSeconds)
          const decision = await decide(state, backfill)
          const { alreadyThere } = decision
          await transaction(TABLE).where({ id: backfillId }).update({ alreadyThere })
          await insertRuns(transaction, backfill, decision)
        }
        return await transaction(RUNS)
          .where({ backfillId, skipReason: null })
          .orderBy('step')
          .pluck<string[]>('id')
      }),

    begin: (runId, decide) =>
      knex.transaction(async (transaction) => {
        const run = await transaction(RUNS)
          .where({ id: runId })
          .first<{ scheduleId: string; backfillId: string } | undefined>('scheduleId', 'backfillId')
        const schedule = run && (await lockSchedule(transaction, run.scheduleId))
        if (!run || !schedule) return { kind: 'DONE' }
        const before = await decidedRun(transaction, { 'run.id': runId })
        if (before && before.kind !== 'DONE') return before
        const wanted = await windowOf(transaction, runId)
        const decision = (await isHeld(transaction, schedule.id, wanted, runId))
          ? TAKEN
          : await decide(wanted)
        if (decision.kind === 'EXPORT') {
          const { ownerId } = schedule
          await insertJob(transaction, { ...run, ownerId }, decision)
          await transaction(RUNS).where({ id: runId }).update({ exportId: decision.job.exportId })
        } else if (decision.kind === 'SKIP') {
          await transaction(RUNS).where({ id: runId }).update({ skipReason: decision.reason })
        }
        return planned(decision)
      }),

    async end(backfillId) {
      await knex(TABLE).where({ id: backfillId, endedAt: null }).update({ endedAt: knex.fn.now() })
    },

    open: (limit) =>
      knex(TABLE)
        .where({ endedAt: null })
        .whereRaw(`"createdAt" < now() - make_interval(secs => ?)`, [LEFT_BEHIND_SECONDS])
        .orderBy('createdAt')
        .limit(limit)
        .select<OpenBackfill[]>(
          'id',
          'scheduleId',
          knex.raw('"plannedAt" IS NOT NULL AS "isPlanned"'),
        ),
  }
}

const TAKEN: RunDecision = { kind: 'SKIP', reason: 'Another file holds these changes already.' }

async function insertRuns(
  transaction: Knex.Transaction,
  backfill: BackfillRecord,
  { runs, skips }: BackfillDecision,
): Promise<void> {
  const decided: (RunExport & { skipReason: string | null })[] = [
    ...runs.map((run) => ({ ...run, skipReason: null })),
    ...skips.map(({ localDay, reason }) => ({
      content: ScheduleContent.CHANGES,
      localDay,
      window: null,
      skipReason: reason,
    })),
  ]
  const rows = decided.map(({ window, ...run }, step) => ({
    ...run,
    ...windowColumns(window),
    id: randomUUID(),
    scheduleId: backfill.scheduleId,
    firing: `backfill-${backfill.id}`,
    step,
    dueAt: backfill.createdAt.toISOString(),
    // Lists show them in the order of their days.
    createdAt: transaction.raw(`now() + ? * interval '1 microsecond'`, [step]),
    backfillId: backfill.id,
  }))
  if (rows.length > 0) await transaction.batchInsert(RUNS, rows, ROWS_AT_ONCE)
}

async function windowOf(transaction: Knex.Transaction, runId: string): Promise<RunExport> {
  const found = await transaction(RUNS)
    .where({ id: runId })
    .first<Pick<RunExport, 'content' | 'localDay'> & { windowStart: Date; windowEnd: Date }>(
      'content',
      'localDay',
      'windowStart',
      'windowEnd',
    )
  const { content, localDay, windowStart: start, windowEnd: end } = found
  return { content, localDay, window: { start, end } }
}

function select(knex: Knex) {
  const ended = (...statuses: ExportStatus[]) =>
    knex(RUNS)
      .join('ExportJob', 'ExportJob.id', `${RUNS}.exportId`)
      .whereRaw('?? = ??', [`${RUNS}.backfillId`, `${TABLE}.id`])
      .whereIn('ExportJob.status', statuses)
      .select(knex.raw('count(*)::int'))
  const windows = knex(RUNS)
    .whereRaw('?? = ??', [`${RUNS}.backfillId`, `${TABLE}.id`])
    .whereNull(`${RUNS}.skipReason`)
    .select(knex.raw('count(*)::int'))
  return knex(TABLE).select<BackfillRecord[]>(
    'id',
    'scheduleId',
    'fromDay',
    'toDay',
    'createdAt',
    'endedAt',
    'alreadyThere',
    windows.as('windows'),
    ended(ExportStatus.COMPLETED).as('completed'),
    ended(ExportStatus.FAILED, ExportStatus.CANCELLED).as('failed'),
  )
}

async function findBackfill(knex: Knex, backfillId: string): Promise<BackfillRecord | undefined> {
  const [record] = await select(knex).where({ id: backfillId })
  return record
}
