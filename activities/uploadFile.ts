/**
 * Fourth step: makes the rendered file appear, whole, once. Nothing refers to it until the record
 * names it.
 */
import { ExportFailure, FailureCode } from '../contract/index.ts'
import type { JobKey, ObjectStore, StoredObject } from '../stores/index.ts'
import { activeJob } from './activeJob.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { whileHeartbeating } from './heartbeat.ts'
import type { RenderedFile } from './renderFile.ts'

/**
 * Completes the upload if it has every part and byte that was rendered. Repeating it is harmless:
 * an object that carries this rendering's token is the finished file.
 * @throws ExportFailure JOB_NOT_ACTIVE, or UPLOAD_MISSING when neither upload nor object exist.
 */
export function createUploadFile({
  jobs,
  objects,
}: Pick<ActivityDependencies, 'jobs' | 'objects'>) {
  return async function uploadFile(key: JobKey, file: RenderedFile): Promise<void> {
    await whileHeartbeating(
      () => ({ bytes: file.bytes }),
      async (signal) => {
        await activeJob(jobs, key)
        await complete(objects, file, signal)
        await checkStored(objects, file, signal)
      },
    )
  }
}

async function complete(
  objects: ObjectStore,
  file: RenderedFile,
  signal: AbortSignal,
): Promise<void> {
  const parts = await objects.listParts(file, signal)
  if (!parts) return
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  if (parts.length !== file.parts || bytes !== file.bytes) {
    throw missing(
      file,
      `has ${parts.length} of ${file.parts} parts, ${bytes} of ${file.bytes} bytes`,
    )
  }
  await objects.completeUpload(file, parts, signal)
}

async function checkStored(
  objects: ObjectStore,
  file: RenderedFile,
  signal: AbortSignal,
): Promise<void> {
  const stored = await objects.describe(file.key, signal)
  if (!stored) throw missing(file, 'is gone')
  if (!isFile(stored, file)) throw missing(file, 'was completed with other bytes')
}

function isFile(stored: StoredObject, file: RenderedFile): boolean {
  return (
    stored.metadata['token'] === file.token &&
    stored.bytes === file.bytes &&
    (stored.crc32 === undefined || stored.crc32 === file.crc32)
  )
}

function missing(file: RenderedFile, what: string): ExportFailure {
  return new ExportFailure({
    code: FailureCode.UPLOAD_MISSING,
    message: `The upload of ${file.key} ${what}.`,
    remedy: 'The file is rendered once more; nothing needs to be done.',
  })
}
