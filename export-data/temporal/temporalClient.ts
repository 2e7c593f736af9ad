/** A client of Temporal for calls that people wait for: it gives up soon rather than late. */
import {
  Client,
  Connection,
  type ConnectionOptions,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client'

export interface TemporalClientOptions {
  connectionOptions: ConnectionOptions
  namespace: string
}

/** grpc-js would wait up to two minutes before it tries a lost connection again. */
const RECONNECT_MS = 1_000
/**
 * About half a second of pauses. The SDK's own ten attempts pause for up to five seconds, past every
 * deadline; and a connection that is closed in such a pause ends the process.
 */
const ATTEMPTS = 3

/** Connects at the first call. Whoever asks for it closes its `connection`. */
export function temporalClient({ connectionOptions, namespace }: TemporalClientOptions): Client {
  const retries = makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: ATTEMPTS }))
  const connection = Connection.lazy({
    ...connectionOptions,
    interceptors: [retries],
    channelArgs: { 'grpc.max_reconnect_backoff_ms': RECONNECT_MS },
  })
  return new Client({ connection, namespace })
}
