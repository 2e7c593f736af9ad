/** A client of Temporal for calls that people wait for: it gives up soon rather than late. */
import { Client, Connection, type ConnectionOptions } from '@temporalio/client'

export interface TemporalClientOptions {
  connectionOptions: ConnectionOptions
  namespace: string
}

/** grpc-js would wait up to two minutes before it tries a lost connection again. */
const RECONNECT_MS = 1_000

/** Connects at the first call. Whoever asks for it closes its `connection`, at any time. */
export function temporalClient({ connectionOptions, namespace }: TemporalClientOptions): Client {
  const connection = Connection.lazy({
    ...connectionOptions,
    channelArgs: { 'grpc.max_reconnect_backoff_ms': RECONNECT_MS },
    // The SDK's own retries overrun a deadline by seconds; and where the connection is closed between
    // two of them, as a process that stops during an outage does, they end it with an uncaught error.
    interceptors: [],
  })
  return new Client({ connection, namespace })
}
