/** The webhook of a notice. Its JSON is documented in docs/integrating.md, and only ever grows. */
import { ExportStatus } from '../../contract/index.ts'
import {
  type ExportRecord,
  type Notice,
  type ScheduleRecord,
  Undelivered,
  type Webhook,
} from '../../stores/index.ts'
import type { ActivityDependencies, ScheduleReader } from '../dependencies.ts'
import { toldOf } from './subjects.ts'
import { happened, type ScheduleEvent } from './texts/index.ts'

export type WebhookFacts = Pick<ActivityDependencies, 'records' | 'downloadUrlOf'> & ScheduleReader

/** @throws Undelivered for good, where there is nothing left to tell, or no machine to tell it. */
export async function webhookOf(needed: WebhookFacts, notice: Notice): Promise<Webhook> {
  const told = await toldOf(needed, notice)
  const { webhookUrl: url, webhookSecret: secret } = told.schedule ?? {}
  if (!url || !secret) {
    throw new Undelivered('The schedule no longer has a webhook.', { isFinal: true })
  }
  const isExport = told.kind === 'EXPORT'
  const happenedAt = (isExport ? told.record.completedAt : null) ?? notice.createdAt
  const data = isExport
    ? dataOfExport(told.record, needed.downloadUrlOf(told.record.id))
    : dataOfSchedule(told.schedule, told.event)
  const body = { type: notice.event, timestamp: happenedAt.toISOString(), data }
  return { id: notice.id, url, secret, body: JSON.stringify(body) }
}

function dataOfExport(record: ExportRecord, downloadUrl: string | undefined) {
  const { id: exportId, attempt, scheduleId, status, type, fileType } = record
  const isCompleted = status === ExportStatus.COMPLETED
  return {
    exportId,
    attempt,
    scheduleId,
    status,
    type,
    fileType,
    rows: record.rowCount,
    bytes: record.byteCount,
    sha256: record.sha256,
    fileName: record.fileName,
    snapshotAt: record.snapshotAt?.toISOString() ?? null,
    window: windowOf(record),
    downloadUrl: isCompleted ? (downloadUrl ?? null) : null,
    failure: isCompleted ? null : failureOf(record),
  }
}

function windowOf({ windowStart, windowEnd }: ExportRecord) {
  if (!windowEnd) return null
  return { start: windowStart?.toISOString() ?? null, end: windowEnd.toISOString() }
}

function failureOf({ errorCode, errorMessage, errorRemedy }: ExportRecord) {
  return { code: errorCode, message: errorMessage, remedy: errorRemedy }
}

function dataOfSchedule({ id }: ScheduleRecord, event: ScheduleEvent) {
  return { scheduleId: id, reason: `The schedule ${happened(event)}` }
}
