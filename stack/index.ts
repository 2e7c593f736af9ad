/**
 * The embedded stack: PostgreSQL, Temporal with Web UI, a stand-in for SQS and S3, and a mail
 * catcher, without Docker, all on 127.0.0.1. Knows nothing of what an export is. For tests, demo and `npm start`;
 * production runs without it.
 */
export { type AwsAccess, type StackAddresses, StackAddressesSchema } from './addresses.ts'
export { createBucket, createDatabase, createQueues, s3Client, sqsClient } from './resources.ts'
export { StackFailure, StackFailureCode } from './stackFailure.ts'
export { type Stack, type StackOptions, startStack } from './startStack.ts'
export type { PartDeath } from './supervisor.ts'
export { WORKER_MEMORY } from './workerMemory.ts'
