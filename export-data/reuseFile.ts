/** Looks for a file that a request may be answered with at once. */
import { reuseDigest } from '../handlers/index.ts'
import type { ObjectStore, ReusableFile } from '../stores/index.ts'
import type { ExportDataDependencies } from './dependencies.ts'
import type { AskedExport } from './resolveAsked.ts'

/** A store that is slower than this gives way to a new export, in milliseconds. */
const STORE_LIMIT_MS = 1_000

type Needed = Pick<
  ExportDataDependencies,
  'reuse' | 'requests' | 'objects' | 'retentionHours' | 'fileUrlOf'
>

/**
 * Undefined where the request does not ask for reuse or no file is known. What is found is a proposal:
 * that it is young enough, and of the same scope, is checked when the job `id` is recorded.
 */
export async function findReusableFile(
  needed: Needed,
  id: string,
  { asked, request, requester, scope }: AskedExport,
): Promise<ReusableFile | undefined> {
  if (asked.reuseWithin === undefined) return undefined
  const digest = reuseDigest(request, scope)
  const sourceId = await needed.reuse.find(digest)
  const source = sourceId === undefined ? undefined : await needed.requests.find(sourceId)
  if (!source || source.objectKey === null) return undefined
  // One request to the store saves the requester from a job whose file a rule of the bucket removed:
  // such a job looks done, and its download fails.
  if (!(await isThere(needed.objects, source.objectKey))) return undefined
  return {
    sourceId: source.id,
    digest,
    scope,
    objectKey: source.objectKey,
    withinSeconds: asked.reuseWithin,
    tenantId: requester.clientId,
    fileUrl: needed.fileUrlOf(id, source.objectKey),
    retentionHours: needed.retentionHours,
  }
}

/** False as well where the store can't say: then the file could not be downloaded either. */
async function isThere(objects: ObjectStore, objectKey: string): Promise<boolean> {
  try {
    const found = await objects.describe(objectKey, AbortSignal.timeout(STORE_LIMIT_MS))
    return found !== undefined
  } catch {
    return false
  }
}
