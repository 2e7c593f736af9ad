/** Fifth step: publishes the file, by naming it on the record. */
import { ReadFrom } from '../contract/index.ts'
import type { JobKey } from '../stores/index.ts'
import { notActive } from './activeJob.ts'
import type { ActivityDependencies, ScheduleReader } from './dependencies.ts'
import { isAnyoneTold } from './notices/index.ts'
import { rememberFile } from './rememberFile.ts'
import type { RenderedFile } from './renderFile.ts'

type Needed = Pick<
  ActivityDependencies,
  'jobs' | 'retentionHours' | 'reuse' | 'fileUrlOf' | 'records' | 'mailer'
> &
  ScheduleReader

export interface RecordedEnd {
  /** Whether anyone is to be told of it. */
  hasNotices: boolean
}

/** @throws ExportFailure JOB_NOT_ACTIVE when the record is terminal or of another attempt. */
export function createRecordCompletion(needed: Needed) {
  const { jobs, retentionHours, fileUrlOf } = needed
  return async function recordCompletion(key: JobKey, file: RenderedFile): Promise<RecordedEnd> {
    const isPublished = await jobs.recordCompletion(key, {
      objectKey: file.key,
      fileName: file.fileName,
      fileUrl: fileUrlOf(key.exportId, file.key),
      mediaType: file.mediaType,
      rowCount: file.rows,
      byteCount: file.bytes,
      sha256: file.sha256,
      snapshotAt: new Date(file.snapshotAt),
      readFrom: file.readFrom ?? ReadFrom.PRIMARY,
      warnings: file.warnings,
      retentionHours,
    })
    if (!isPublished) throw notActive(key, await jobs.find(key.exportId))
    await rememberFile(needed, key.exportId)
    return { hasNotices: await isAnyoneTold(needed, key) }
  }
}
