/** A link to a finished file, for whoever may still see all that it holds. */
import { type DownloadLink, ExportFailure, ExportStatus, FailureCode } from '../contract/index.ts'
import { contentDisposition } from '../formats/index.ts'
import { mayStillSee } from '../handlers/index.ts'
import { AccessAction } from '../stores/index.ts'
import { accessOf } from './access.ts'
import type { Caller } from './caller.ts'
import type { ExportDataDependencies } from './dependencies.ts'
import { sharedJob, wrongStatus } from './ownJobs.ts'

export async function downloadLink(
  needed: ExportDataDependencies,
  caller: Caller,
  exportId: string,
): Promise<DownloadLink> {
  const { requester, record, job } = await sharedJob(needed, caller.userId, exportId)
  const scope = needed.handlerOf(job.type).scopeOf(requester)
  if ('code' in scope) throw new ExportFailure(scope)
  if (job.status !== ExportStatus.COMPLETED) {
    throw wrongStatus(job, 'There is a file only once it is COMPLETED.')
  }
  const { file } = job
  if (!file || record.objectKey === null)
    throw fileExpired('The file is kept elsewhere or is gone.')
  if (!mayStillSee(scope, record)) throw mayNotSee()
  if (file.isExpired) throw fileExpired('The time for which the file is kept is over.')
  if (!(await needed.objects.describe(record.objectKey))) throw fileExpired('The file is gone.')
  await needed.accessLog.record({
    ...accessOf(caller, AccessAction.DOWNLOAD, record.id),
    userId: requester.id,
  })
  const expiresAt = new Date(Date.now() + needed.linkSeconds * 1_000).toISOString()
  const url = await needed.objects.link(record.objectKey, {
    seconds: needed.linkSeconds,
    mediaType: file.mediaType,
    disposition: contentDisposition(file.name),
  })
  return { url, fileName: file.name, expiresAt }
}

function mayNotSee(): ExportFailure {
  return new ExportFailure({
    code: FailureCode.REQUESTER_NOT_ALLOWED,
    message: 'The file holds rows that you may no longer see.',
    remedy: 'Ask for the export again: it will hold what you may see now.',
  })
}

function fileExpired(message: string): ExportFailure {
  const remedy = 'Ask for the export again.'
  return new ExportFailure({ code: FailureCode.FILE_EXPIRED, message, remedy })
}
