/** The status codes of gRPC that the bridge tells apart. */
import { isGrpcServiceError } from '@temporalio/client'

export const GrpcStatus = { INVALID_ARGUMENT: 3, PERMISSION_DENIED: 7, UNIMPLEMENTED: 12 } as const

/** Of the error itself or of its cause, which is where Temporal's client puts it. */
export function grpcStatusOf(error: unknown): number | undefined {
  const found = [error, error instanceof Error ? error.cause : undefined].find(isGrpcServiceError)
  return found?.code
}
