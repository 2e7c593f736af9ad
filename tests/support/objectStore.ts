/** A real object store in a bucket of its own. */
import type { S3Client } from '@aws-sdk/client-s3'
import { s3Client } from '../../stack/index.ts'
import { type ObjectStore, S3ObjectStore } from '../../stores/index.ts'
import { freshBucket, stackAddresses } from './stack.ts'

export interface TestObjectStore {
  objects: ObjectStore
  bucket: string
  client: S3Client
  dispose: () => Promise<void>
}

export async function freshObjectStore(): Promise<TestObjectStore> {
  const { bucket, dispose } = await freshBucket()
  const client = s3Client(stackAddresses())
  return {
    objects: new S3ObjectStore(client, bucket),
    bucket,
    client,
    dispose: async () => {
      client.destroy()
      await dispose()
    },
  }
}
