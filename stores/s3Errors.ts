/** What S3's errors mean: an absent thing, a taken key, or a store that can't serve. */
import { S3ServiceException } from '@aws-sdk/client-s3'
import { ExportFailure, FailureCode } from '../contract/index.ts'

/** Answers that mean "there is no such thing (any more)". */
const ABSENT = new Set(['NoSuchKey', 'NotFound', 'NoSuchUpload'])
/** Longest text of a cause, in characters: it goes to the record and to history. */
const LONGEST_CAUSE = 300

/** Whether S3 says that there is no such object or upload (any more). */
export function isAbsent(error: unknown): boolean {
  return error instanceof S3ServiceException && ABSENT.has(error.name)
}

/** Whether S3 refused because there is an object of that key. */
export function isTaken(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412
}

/** Undefined instead of S3's answer that there is no such thing. */
export async function orAbsent<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
}

/** The call's answer, or its error as an ExportFailure. */
export async function orFailure<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    throw storageFailure(error)
  }
}

/** An aborted call stays what it is: its caller asked for it. */
export function storageFailure(error: unknown): unknown {
  if (error instanceof ExportFailure) return error
  if (error instanceof Error && error.name === 'AbortError') return error
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return new ExportFailure(
    {
      code: FailureCode.STORAGE_UNAVAILABLE,
      message: `The object store did not serve a request (${what.slice(0, LONGEST_CAUSE)}).`,
      remedy: 'Retry later; if it persists, operators check the bucket and its permissions.',
    },
    { cause: error },
  )
}
