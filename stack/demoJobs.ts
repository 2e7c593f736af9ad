/** The demo's export jobs: asked for as Connexus' service does, watched through their records. */
import { randomUUID } from 'node:crypto'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import type { Client } from 'pg'
import {
  ExportRequestType,
  ExportStatus,
  FileType,
  TABLE_EXPORT,
  workflowIdOf,
} from '../contract/index.ts'
import type { StackAddresses } from './addresses.ts'
import { sqsClient } from './resources.ts'

/** Every export type as every file type. */
const EXPORTS = Object.values(ExportRequestType).flatMap((type) =>
  Object.values(FileType).map((fileType) => ({ type, fileType })),
)

/** A job's record, as far as the demo shows it. */
export interface DemoJob {
  id: string
  type: string
  fileType: string
  status: ExportStatus
  startedAt: Date | null
  fileName: string | null
  objectKey: string | null
  /** In digits; PostgreSQL's bigint. */
  rowCount: string | null
  byteCount: string | null
  sha256: string | null
  /** Counts by kind of what the file could not hold. */
  warnings: Record<string, number> | null
  errorMessage: string | null
  errorRemedy: string | null
}

/** Writes the records and sends the messages; gives the jobs' ids, in order. */
export async function requestExports(
  database: Client,
  addresses: StackAddresses,
  userId: string,
): Promise<string[]> {
  const sqs = sqsClient(addresses)
  const ids: string[] = []
  for (const { type, fileType } of EXPORTS) {
    const exportId = randomUUID()
    await database.query(
      `INSERT INTO "ExportJob" ("id", "type", "fileType", "status", "createdById")
       VALUES ($1, $2, $3, $4, $5)`,
      [exportId, type, fileType, ExportStatus.PENDING, userId],
    )
    const message = { message: TABLE_EXPORT, data: { exportId, type, fileType, userId } }
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: addresses.queueUrl,
        MessageBody: JSON.stringify(message),
      }),
    )
    ids.push(exportId)
  }
  sqs.destroy()
  return ids
}

/** The records, in the order of the ids. */
export async function readJobs(database: Client, ids: string[]): Promise<DemoJob[]> {
  const { rows } = await database.query<DemoJob>(
    `SELECT "id", "type", "fileType", "status", "startedAt", "fileName", "objectKey",
            "rowCount", "byteCount", "sha256", "warnings", "errorMessage", "errorRemedy"
       FROM "ExportJob" WHERE "id" = ANY ($1) ORDER BY array_position($1, "id")`,
    [ids],
  )
  return rows
}

/** Whether the job's status is final. */
export function isOver(job: DemoJob): boolean {
  return job.status !== ExportStatus.PENDING
}

/** Page of the job's workflow in Web UI. */
export function workflowLink(addresses: StackAddresses, exportId: string): string {
  const { temporalUiUrl, temporalNamespace } = addresses
  return `${temporalUiUrl}/namespaces/${temporalNamespace}/workflows/${workflowIdOf(exportId, 1)}`
}
