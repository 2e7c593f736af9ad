/** What the workflow is told of a run that was planned. */
import type { ExportRequestType, FileType } from '../../contract/index.ts'
import type { PlannedRun, ScheduleRecord } from '../../stores/index.ts'

/** Ids, kinds and instants alone: what is exported is on the job's record. */
export type RunStart =
  | {
      kind: 'EXPORT'
      exportId: string
      type: ExportRequestType
      fileType: FileType
      tenantId: string | null
      /** Whose exports share one turn in the task queue. */
      fairnessKey: string
      /** ISO 8601; null where every row is exported. */
      windowStart: string | null
      windowEnd: string | null
    }
  | { kind: 'SKIP'; reason: string }
  | { kind: 'DONE' }
  /** The owner may export nothing any more: the schedule is paused. */
  | { kind: 'STOPPED'; reason: string }

export function runStartOf(
  planned: PlannedRun,
  schedule: Pick<ScheduleRecord, 'request' | 'ownerId'>,
): RunStart {
  if (planned.kind !== 'EXPORT') return planned
  const { exportId, tenantId, window } = planned
  const { type, fileType } = schedule.request
  return {
    kind: 'EXPORT',
    exportId,
    type,
    fileType,
    tenantId,
    fairnessKey: tenantId ?? schedule.ownerId,
    windowStart: window?.start?.toISOString() ?? null,
    windowEnd: window?.end.toISOString() ?? null,
  }
}
