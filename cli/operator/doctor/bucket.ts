/** Checks of the bucket, by doing what an export does: under a key of its own, which is removed again. */
import { randomUUID } from 'node:crypto'
import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  S3Client,
} from '@aws-sdk/client-s3'
import { type ObjectStore, S3ObjectStore } from '../../../stores/index.ts'
import { type CheckGroup, failed, type Outcome, ok, skipped, warning } from './finding.ts'

const SEE = 'See docs/production.md#s3.'
const REACH_REMEDY = `Check EXPORT_BUCKET, AWS_REGION, EXPORT_S3_PATH_STYLE, the credentials and their rights. ${SEE}`
const LIFECYCLE_REMEDY = `Add a rule that aborts unfinished uploads under exports/. ${SEE}`
/** What finished files' keys begin with. */
const FILES = 'exports/'
/**
 * Milliseconds until a connection must stand, and longest silence on one: a store that says nothing
 * is given up, and cleaning up too, within the time of a check.
 */
const TIMEOUTS = { connectionTimeout: 2_500, socketTimeout: 2_500 }

export function bucketChecks(bucket: string | undefined, isPathStyle: boolean): CheckGroup {
  const s3 = new S3Client({
    forcePathStyle: isPathStyle,
    requestHandler: TIMEOUTS,
    maxAttempts: 2,
  })
  let trial: Promise<Outcome> | undefined
  const run = async (): Promise<Outcome> => {
    if (bucket === undefined) return skipped('Not checked without EXPORT_BUCKET.')
    trial = tryOut(new S3ObjectStore(s3, bucket))
    return await trial
  }
  return {
    checks: [
      { name: 'bucket', remedy: REACH_REMEDY, run },
      { name: 'lifecycle', remedy: LIFECYCLE_REMEDY, run: () => lifecycle(s3, bucket ?? '') },
    ],
    async close() {
      // One that took too long may still be cleaning up.
      await Promise.allSettled([trial])
      s3.destroy()
    },
  }
}

/** What fails rejects; what was made is removed all the same. */
async function tryOut(store: ObjectStore): Promise<Outcome> {
  const prefix = `doctor/${randomUUID()}`
  const objectKey = `${prefix}/object`
  try {
    const body = Buffer.from('exports doctor')
    await store.put(objectKey, body)
    const read = await store.get(objectKey)
    if (!read?.equals(body)) return failed('An object reads back as another.', REACH_REMEDY)
    await tryUpload(store, `${prefix}/upload`, body)
  } finally {
    await cleanUp(store, prefix, objectKey)
  }
  return ok('Objects and uploads are written, read, listed and removed.')
}

/** Each as far as it goes, whatever becomes of the other. */
async function cleanUp(store: ObjectStore, prefix: string, objectKey: string): Promise<void> {
  const ends = await Promise.allSettled([
    store.abortUploads(`${prefix}/`),
    store.remove([objectKey]),
  ])
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

async function tryUpload(store: ObjectStore, key: string, body: Buffer): Promise<void> {
  const description = { key, mediaType: 'text/plain', disposition: 'attachment', metadata: {} }
  const upload = await store.createUpload(description)
  await store.uploadPart(upload, 1, body)
  const parts = await store.listParts(upload)
  if (parts?.length !== 1) throw new Error('The store does not list the part of an upload.')
  if ((await store.abortUploads(key)) !== 1) {
    throw new Error('The store does not list an unfinished upload.')
  }
}

/** A warning at most: every export ends its own uploads, rules are the net below. */
async function lifecycle(s3: S3Client, bucket: string): Promise<Outcome> {
  try {
    const command = new GetBucketLifecycleConfigurationCommand({ Bucket: bucket })
    const { Rules: rules = [] } = await s3.send(command)
    if (rules.some(abortsUploads)) return ok('Unfinished uploads are aborted by a rule.')
    return warning('No rule aborts unfinished uploads.', LIFECYCLE_REMEDY)
  } catch (error) {
    const name = error instanceof Error ? error.name : String(error)
    if (name === 'NoSuchLifecycleConfiguration') {
      return warning('The bucket has no lifecycle rules.', LIFECYCLE_REMEDY)
    }
    return warning(`The rules could not be read (${name}).`, LIFECYCLE_REMEDY)
  }
}

function abortsUploads(rule: LifecycleRule): boolean {
  // `Prefix` beside `Filter` is how rules were written before 2018.
  const prefix = rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix ?? rule.Prefix ?? ''
  return (
    rule.Status === 'Enabled' &&
    rule.AbortIncompleteMultipartUpload !== undefined &&
    FILES.startsWith(prefix)
  )
}
