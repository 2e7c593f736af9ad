/** Schedules over a pipeline: asked for through the entry, and watched until they have done their work. */

import type { ExportSchedule, ScheduledRun, ScheduleRequest } from '../../contract/index.ts'
import { createExportData, type ExportData, recordsIn } from '../../export-data/index.ts'
import { temporalRuns } from '../../export-data/temporal/index.ts'
import { createFormats } from '../../formats/index.ts'
import { handlerOf } from '../../handlers/index.ts'
import { temporalTimetable } from '../../scheduling/index.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import { openDatabase } from '../../stores/index.ts'
import { type Pipeline, pause } from './pipeline.ts'

export interface Recurring {
  exportData: ExportData
  /** A daily schedule of scopes of work as CSV, unless it says otherwise; paused, so that only tests make it due. */
  create(asked?: Partial<ScheduleRequest>, userId?: string): Promise<ExportSchedule>
  /** Makes it due now, and waits until that has come to an end; gives what was recorded of it. */
  run(schedule: ExportSchedule): Promise<ScheduledRun[]>
  /** Every run so far, oldest first. */
  runs(schedule: ExportSchedule): Promise<ScheduledRun[]>
  dispose(): Promise<void>
}

/** The settle delay must be that of the pipeline's worker. */
export function openRecurring(pipeline: Pipeline, settleSeconds: number): Recurring {
  const url = pipeline.environmentOf('api')['DATABASE_URL'] ?? ''
  const database = openDatabase({ url, applicationName: 'recurring-test' })
  const formats = createFormats()
  const exportData = createExportData({
    ...recordsIn(database, settleSeconds),
    objects: pipeline.objects,
    runs: temporalRuns(pipeline.temporal),
    handlerOf,
    formatOf: (fileType) => formats[fileType],
    sendMessage: () => Promise.resolve(),
    onUnsent: () => undefined,
    maxOpenJobs: 20,
    linkSeconds: 300,
    timetable: temporalTimetable(pipeline.temporal, pipeline.taskQueue),
    maxSchedules: 50,
    retentionHours: 48,
    fileUrlOf: (_, objectKey) => objectKey,
  })
  const owners = new Map<string, string>()
  const callerOf = ({ id }: ExportSchedule) => ({ userId: owners.get(id) ?? '' })

  const recurring: Recurring = {
    exportData,
    async create(asked = {}, userId = sampleUsers.DEMO_ADMIN_ID) {
      const { schedule } = await exportData.schedules.create(
        { userId },
        {
          name: 'Each day',
          request: { type: 'SOW', fileType: 'CSV' },
          rule: { kind: 'DAILY', hour: 2, minute: 30 },
          ...asked,
        },
      )
      owners.set(schedule.id, userId)
      return await exportData.schedules.pause({ userId }, schedule.id, 'A test makes it due.')
    },
    async run(schedule) {
      const before = (await recurring.runs(schedule)).length
      // Temporal cuts the time of a trigger to seconds: what was just changed would be after it.
      await pause(1_000)
      await exportData.schedules.trigger(callerOf(schedule), schedule.id)
      for (;;) {
        const runs = (await recurring.runs(schedule)).slice(before)
        const hasEnded = runs.length > 0 && !runs.some(({ outcome }) => outcome === 'PENDING')
        // Temporal may show a firing as running only after it has recorded its job.
        if (hasEnded && (await isIdle(pipeline, schedule)))
          return (await recurring.runs(schedule)).slice(before)
        await pause(200)
      }
    },
    async runs(schedule) {
      const { runs } = await exportData.schedules.runs(callerOf(schedule), schedule.id, {
        limit: 100,
      })
      return runs.toReversed()
    },
    dispose: () => database.destroy(),
  }
  return recurring
}

/** Whether no firing of the schedule is still at work. */
async function isIdle({ temporal }: Pipeline, { id }: ExportSchedule): Promise<boolean> {
  const query = `WorkflowType = "recurringExports" AND ExportSchedule = "${id}" AND ExecutionStatus = "Running"`
  for await (const _ of temporal.workflow.list({ query })) return false
  return true
}
