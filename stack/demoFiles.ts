/** Fetches finished files from the object store and compares them with what their records say. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { DemoJob } from './demoJobs.ts'

export interface FetchedFile {
  path: string
  bytes: number
  /** Whether length and SHA-256 are those of the record. */
  isAsRecorded: boolean
}

/** Writes the file of a completed job into the folder, under the name that the record gives it. */
export async function fetchFile(
  client: S3Client,
  bucket: string,
  job: DemoJob,
  folder: string,
): Promise<FetchedFile> {
  const { objectKey, fileName } = job
  if (!objectKey || !fileName) throw new Error(`The record of export ${job.id} names no file.`)
  const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: objectKey }))
  await mkdir(folder, { recursive: true })
  const path = join(folder, fileName)
  const hash = createHash('sha256')
  let bytes = 0
  await pipeline(
    // On Node the SDK's body is always a stream of Node.
    body as Readable,
    async function* measure(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        bytes += chunk.length
        yield chunk
      }
    },
    createWriteStream(path),
  )
  const isAsRecorded = String(bytes) === job.byteCount && hash.digest('hex') === job.sha256
  return { path, bytes, isAsRecorded }
}
