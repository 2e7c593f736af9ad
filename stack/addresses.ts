/** Where the parts of a running stack are found. Plain JSON, so that any process can be told. */
import { z } from 'zod'

export const StackAddressesSchema = z.object({
  /** Of the owner of the database `connexus`; `postgres://user:password@127.0.0.1:port/connexus`. */
  databaseUrl: z.string(),
  /** `host:port` of the gRPC front end. */
  temporalAddress: z.string(),
  temporalNamespace: z.string(),
  temporalUiUrl: z.string(),
  sqsEndpoint: z.string(),
  s3Endpoint: z.string(),
  queueUrl: z.string(),
  dlqUrl: z.string(),
  bucket: z.string(),
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  smtpUrl: z.string(),
  /** Absolute path of the folder in which each mail becomes a file. */
  mailFolder: z.string(),
})
export type StackAddresses = z.infer<typeof StackAddressesSchema>

/** What a client of the queues or the object store needs. */
export type AwsAccess = Pick<
  StackAddresses,
  'sqsEndpoint' | 's3Endpoint' | 'region' | 'accessKeyId' | 'secretAccessKey'
>
