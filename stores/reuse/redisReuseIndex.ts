/**
 * Finds files to reuse by keys in Redis, or a server that speaks its protocol. One that is down, slow
 * or answers nonsense costs only the reuse: nothing here rejects, and nothing waits for long.
 */
import { createClient } from 'redis'
import type { ReuseIndex } from './reuseIndex.ts'

/** Longest that a connection or an answer is waited for, in milliseconds. */
const LIMIT_MS = 500
const LONGEST_PAUSE_MS = 5_000
/** A connection over which nothing came or went for so long, in milliseconds, is made anew. */
const SILENCE_MS = 30_000
const PING_MS = 10_000

export interface RedisOptions {
  /** `redis://…` or `rediss://…`. */
  url: string
  /** Told once for each time that the server can't be used, until it answers again. */
  onOutage: (error: unknown) => void
}

export function redisReuseIndex({ url, onOutage }: RedisOptions): ReuseIndex {
  let isOut = false
  const failed = (error: unknown) => {
    if (!isOut) onOutage(error)
    isOut = true
  }
  let client = connecting(url, failed)

  async function ask<T>(command: (redis: Client) => Promise<T>): Promise<T | undefined> {
    const asked = client
    try {
      const answer = await withinLimit(command(asked))
      isOut = false
      return answer
    } catch (error) {
      failed(error)
      // What a server never answers would pile up with the client.
      if (error instanceof NoAnswer && asked === client) {
        client = connecting(url, failed)
        asked.destroy()
      }
      return undefined
    }
  }

  return {
    async remember(digest, exportId, { seconds }) {
      const expiration = { type: 'EX', value: seconds } as const
      await ask((redis) => redis.set(keyOf(digest), exportId, { expiration }))
    },

    async find(digest) {
      return (await ask((redis) => redis.get(keyOf(digest)))) ?? undefined
    },

    async close() {
      client.destroy()
    },
  }
}

type Client = ReturnType<typeof clientOf>

/** A client that connects, and connects again, by itself; until it has, its commands reject at once. */
function connecting(url: string, onError: (error: unknown) => void): Client {
  const client = clientOf(url)
  client.on('error', onError)
  // Rejects only once the client is destroyed; everything else is an 'error'.
  client.connect().catch(() => undefined)
  return client
}

function clientOf(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    pingInterval: PING_MS,
    socket: {
      connectTimeout: LIMIT_MS,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (tries) => Math.min(100 * 2 ** Math.min(tries, 10), LONGEST_PAUSE_MS),
    },
  })
}

function keyOf(digest: string): string {
  return `connexus-exports:reuse:${digest}`
}

class NoAnswer extends Error {
  constructor() {
    super(`Redis did not answer within ${LIMIT_MS} ms.`)
    this.name = 'NoAnswer'
  }
}

async function withinLimit<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer()), LIMIT_MS)
  })
  try {
    return await Promise.race([answer, limit])
  } finally {
    clearTimeout(timer)
  }
}
