/** Records the job of a run, and the run itself. */
import type { Knex } from 'knex'
import { ExportStatus, workflowIdOf } from '../../contract/index.ts'
import type { PlannedRun, RunDecision, RunWindow } from './scheduleRuns.ts'

export type ExportDecision = Extract<RunDecision, { kind: 'EXPORT' }>

/** Whose run it is. */
export interface RunOwner {
  scheduleId: string
  ownerId: string
  backfillId: string | null
}

/** As PENDING: its workflow starts next, and needs no message. */
export async function insertJob(
  transaction: Knex.Transaction,
  { scheduleId, ownerId, backfillId }: RunOwner,
  { run, job }: ExportDecision,
): Promise<void> {
  const { exportId: id, request, requestDigest, tenantId } = job
  await transaction('ExportJob').insert({
    id,
    type: request.type,
    fileType: request.fileType,
    status: ExportStatus.PENDING,
    createdById: ownerId,
    createdAt: transaction.fn.now(),
    request: JSON.stringify(request),
    requestDigest,
    tenantId,
    workflowId: workflowIdOf(id, 1),
    scheduleId,
    backfillId,
    localDay: run.localDay,
    ...windowColumns(run.window),
  })
}

export function windowColumns(window: RunWindow | null) {
  return {
    windowStart: window?.start?.toISOString() ?? null,
    windowEnd: window?.end.toISOString() ?? null,
  }
}

/** What was decided for a run before. */
export async function decidedRun(
  transaction: Knex.Transaction,
  where: Record<string, unknown>,
): Promise<(PlannedRun & { runId: string }) | undefined> {
  const found = await transaction('ExportScheduleRun AS run')
    .leftJoin('ExportJob AS job', 'job.id', 'run.exportId')
    .where(where)
    .first<
      | {
          runId: string
          exportId: string | null
          tenantId: string | null
          skipReason: string | null
          windowStart: Date | null
          windowEnd: Date | null
        }
      | undefined
    >(
      'run.id as runId',
      'run.exportId',
      'job.tenantId',
      'run.skipReason',
      'run.windowStart',
      'run.windowEnd',
    )
  if (!found) return undefined
  const { runId, exportId, tenantId, skipReason, windowStart, windowEnd } = found
  if (skipReason !== null) return { runId, kind: 'SKIP', reason: skipReason }
  if (exportId === null) return { runId, kind: 'DONE' }
  const window = windowEnd && { start: windowStart, end: windowEnd }
  return { runId, kind: 'EXPORT', exportId, tenantId, window }
}
