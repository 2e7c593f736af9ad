/** Creates the bucket EXPORT_BUCKET unless it is there: for the object store of docker-compose. */
import { BucketAlreadyOwnedByYou, CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { loadSettings } from '../config/index.ts'

const { bucket, s3PathStyle } = loadSettings(['bucket', 's3PathStyle'])
const client = new S3Client({ forcePathStyle: s3PathStyle === 'true' })
try {
  await client.send(new CreateBucketCommand({ Bucket: bucket }))
} catch (error) {
  if (!(error instanceof BucketAlreadyOwnedByYou)) throw error
} finally {
  client.destroy()
}
