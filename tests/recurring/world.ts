/**
 * Schedules without Temporal: a test makes them due, and reads what their jobs would fetch, in a
 * database with the sample and the roles of production.
 */
import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import {
  createBeginBackfillRun,
  createEndBackfill,
  createPlanBackfill,
} from '../../activities/recurring/backfill.ts'
import {
  createJudgeSchedule,
  createPlanRun,
  type RunStart,
} from '../../activities/recurring/index.ts'
import type { Judgement } from '../../activities/recurring/judgeSchedule.ts'
import type { ExportRequest, ScheduleContent, ScheduleRule } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import { handlerOf } from '../../handlers/index.ts'
import { migrate } from '../../migrations/index.ts'
import type { Timetable } from '../../scheduling/index.ts'
import { createSample, sampleUsers } from '../../stack/sample/index.ts'
import {
  type Access,
  AccessAction,
  type BackfillRecord,
  type Backfills,
  knexBackfills,
  knexExportJobs,
  knexExportSchedules,
  knexRequesters,
  knexScheduleRuns,
  openDatabase,
  type RunRecord,
  type ScheduleRecord,
} from '../../stores/index.ts'
import { EVERYTHING, readSource } from '../contracts/handlerReading.ts'
import { freshDatabase, freshRoles } from '../support/stack.ts'

export interface DueSchedule extends ScheduleRecord {
  /** Firings so far. */
  firings: number
}

export interface SchedulesWorld {
  /** As the owner of the tables. */
  sql: Knex
  create(asked?: Partial<ScheduleWishes>): Promise<DueSchedule>
  /** What the next step of a firing is; the first one of a new firing where no step is given. */
  plan(schedule: DueSchedule, dueAt: Date, step?: number): Promise<RunStart>
  /** Asks for files of days, both included; gives the backfill's id and those of its runs, in order. */
  backfill(schedule: DueSchedule, from: string, to: string): Promise<PlannedBackfill>
  /** Begins a run of a backfill. */
  begin(schedule: DueSchedule, runId: string): Promise<RunStart>
  endBackfill(backfillId: string): Promise<void>
  /** As its owner is told of it. */
  progress(backfillId: string): Promise<BackfillRecord>
  /** What came of the schedule so far, oldest first. */
  runs(schedule: DueSchedule): Promise<RunRecord[]>
  /** Looks whether the schedule keeps failing. */
  judge(schedule: DueSchedule): Promise<Judgement>
  /** What the job would put into its file, with the keys of its columns first. */
  read(exportId: string): Promise<{ keys: string[]; rows: Cell[][] }>
  /** How the job ended. */
  end(exportId: string, status: 'COMPLETED' | 'FAILED' | 'CANCELLED'): Promise<void>
  /** Ids of schedules that were paused, with the notes. */
  paused: Map<string, string>
  dispose(): Promise<void>
}

export interface PlannedBackfill {
  id: string
  runIds: string[]
}

interface ScheduleWishes {
  rule: ScheduleRule
  timeZone: string
  content: ScheduleContent
  fullEvery: number | null
  request: ExportRequest
  createdAt: Date
  ownerId: string
}

export async function openSchedulesWorld({
  rows,
  settleSeconds = 0,
}: {
  rows: number
  settleSeconds?: number
}): Promise<SchedulesWorld> {
  const database = await freshDatabase()
  await migrate(database.url)
  await createSample({ connectionString: database.url, rows })
  const urls = await freshRoles(database.url)
  const sql = openDatabase({ url: database.url, applicationName: 'schedules-test' })
  const worker = openDatabase({ url: urls.worker, applicationName: 'schedules-test worker' })
  const api = openDatabase({ url: urls.api, applicationName: 'schedules-test api' })
  const paused = new Map<string, string>()
  const needed = {
    schedules: knexExportSchedules(worker),
    scheduleRuns: knexScheduleRuns(worker, settleSeconds),
    backfills: knexBackfills(worker, settleSeconds),
    requesters: knexRequesters(worker),
    timetable: pausing(paused),
    settleSeconds,
  }
  const planScheduledRun = createPlanRun(needed)

  return {
    sql,
    paused,
    ...backfilling(needed.backfills, createPlanBackfill(needed), api, settleSeconds),
    begin: ({ id: scheduleId }, runId) => createBeginBackfillRun(needed)({ scheduleId, runId }),
    endBackfill: (backfillId) => createEndBackfill(needed)({ scheduleId: '', backfillId }),
    runs: async ({ id: scheduleId }) =>
      (await needed.scheduleRuns.list({ scheduleId, limit: 100 })).toReversed(),
    judge: ({ id: scheduleId }) => createJudgeSchedule(needed)({ scheduleId }),
    async create({ createdAt, ownerId = sampleUsers.DEMO_ADMIN_ID, ...asked } = {}) {
      const id = randomUUID()
      const record = await knexExportSchedules(api).create({
        id,
        ownerId,
        name: 'Due when a test says so',
        request: { type: 'SOW', fileType: 'CSV' },
        rule: { kind: 'CRON', expression: '* * * * *' },
        timeZone: 'UTC',
        content: 'CHANGES',
        fullEvery: null,
        startAt: null,
        endAt: null,
        runs: null,
        recipientIds: [],
        webhookUrl: null,
        webhookSecret: null,
        max: 1_000,
        access: accessOf(ownerId, AccessAction.CREATE_SCHEDULE, id),
        ...asked,
      })
      if (!record) throw new Error('There is no room for another schedule.')
      if (createdAt) {
        await sql('ExportSchedule').where({ id }).update({ createdAt: createdAt.toISOString() })
      }
      return { ...record, firings: 0 }
    },
    async plan(schedule, dueAt, step = 0) {
      if (step === 0) schedule.firings += 1
      const firing = `recurring-${schedule.id}-${schedule.firings}`
      return await planScheduledRun({
        scheduleId: schedule.id,
        firing,
        step,
        dueAt: dueAt.toISOString(),
      })
    },
    async read(exportId) {
      const job = await knexExportJobs(worker).find(exportId)
      if (!job?.request) throw new Error(`There is no job ${exportId}.`)
      const { request, window } = job
      return await sql.transaction(
        async (transaction) => {
          const asked = { ...request, timeZone: request.timeZone ?? 'UTC' }
          const source = handlerOf(request.type).fetch(
            asked,
            EVERYTHING,
            transaction,
            window ?? undefined,
          )
          return { keys: source.columns.map(({ key }) => key), rows: await readSource(source) }
        },
        { isolationLevel: 'repeatable read', readOnly: true },
      )
    },
    async end(exportId, status) {
      await sql('ExportJob')
        .where({ id: exportId })
        .update({ status, completedAt: sql.fn.now(), startedAt: sql.fn.now() })
    },
    async dispose() {
      await Promise.all([sql.destroy(), worker.destroy(), api.destroy()])
      await database.dispose()
    },
  }
}

function accessOf(userId: string, action: AccessAction, scheduleId: string): Access {
  const nothing = { exportId: null, refusalCode: null, address: null, userAgent: null }
  return { userId, action, scheduleId, ...nothing }
}

function backfilling(
  backfills: Backfills,
  plan: ReturnType<typeof createPlanBackfill>,
  api: Knex,
  settleSeconds: number,
): Pick<SchedulesWorld, 'backfill' | 'progress'> {
  return {
    async backfill({ id: scheduleId, ownerId }, fromDay, toDay) {
      const id = randomUUID()
      const access = accessOf(ownerId, AccessAction.BACKFILL, scheduleId)
      await knexBackfills(api, settleSeconds).create({ id, scheduleId, fromDay, toDay, access })
      return { id, runIds: await plan({ scheduleId, backfillId: id }) }
    },
    async progress(backfillId) {
      const found = await backfills.find(backfillId)
      if (!found) throw new Error(`There is no backfill ${backfillId}.`)
      return found
    },
  }
}

/** A timetable of which nothing is asked but whether a schedule is paused, and to pause it. */
function pausing(paused: Map<string, string>): Timetable {
  const unasked = () => Promise.reject(new Error('Nothing else is asked of the timetable.'))
  return {
    put: unasked,
    describe: (scheduleId) =>
      Promise.resolve({
        revision: 1,
        isPaused: paused.has(scheduleId),
        note: paused.get(scheduleId) ?? '',
        nextTimes: [],
        runsLeft: null,
      }),
    pause: (scheduleId, note) => {
      paused.set(scheduleId, note)
      return Promise.resolve(true)
    },
    resume: unasked,
    trigger: unasked,
    remove: unasked,
    startBackfill: unasked,
    list: () => {
      throw new Error('Nothing else is asked of the timetable.')
    },
  }
}
