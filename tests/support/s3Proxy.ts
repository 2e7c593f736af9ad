/**
 * A proxy before the object store that can be told to hold or refuse requests: faults that a healthy
 * store can't be made to show.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Kinds of request, by what the pipeline does with them. */
export const S3Request = {
  PUT_STAGED: 'putStaged',
  GET_STAGED: 'getStaged',
  UPLOAD_PART: 'uploadPart',
  COMPLETE: 'complete',
} as const
export type S3Request = (typeof S3Request)[keyof typeof S3Request]

export interface S3Proxy {
  endpoint: string
  /** Holds requests of this kind whose path contains the text, until `release`. */
  hold(kind: S3Request, pathPart: string): Hold
  /** While set, every request is answered 503. */
  isRefusing: boolean
  /** Requests that were refused. */
  refused(): number
  close(): Promise<void>
}

export interface Hold {
  /** Resolves when a first request is held. */
  reached: Promise<void>
  /** Lets the held requests, and those to come, pass. */
  release(): void
}

interface ActiveHold {
  matches(kind: S3Request | undefined, path: string): boolean
  reach(): void
  released: Promise<void>
}

export async function startS3Proxy(target: string): Promise<S3Proxy> {
  const { hostname, port } = new URL(target)
  const holds = new Set<ActiveHold>()
  let refused = 0

  const server = createServer((incoming, outgoing) => {
    void handle(incoming, outgoing)
  })
  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = incoming.url ?? ''
    if (proxy.isRefusing) {
      refused += 1
      incoming.resume()
      outgoing.writeHead(503).end('<Error><Code>ServiceUnavailable</Code></Error>')
      return
    }
    const kind = kindOf(incoming.method ?? '', path)
    for (const hold of holds) {
      if (!hold.matches(kind, path)) continue
      hold.reach()
      await hold.released
    }
    forward(incoming, outgoing, { hostname, port })
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const proxy: S3Proxy = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isRefusing: false,
    refused: () => refused,
    hold(kind, pathPart) {
      const reached = Promise.withResolvers<void>()
      const released = Promise.withResolvers<void>()
      const hold: ActiveHold = {
        matches: (actual, path) => actual === kind && path.includes(pathPart),
        reach: reached.resolve,
        released: released.promise,
      }
      holds.add(hold)
      return {
        reached: reached.promise,
        release() {
          holds.delete(hold)
          released.resolve()
        },
      }
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
      })
    },
  }
  return proxy
}

function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: { hostname: string; port: string },
): void {
  const { method, url: path, headers } = incoming
  const onward = request({ ...target, method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  onward.on('error', () => {
    outgoing.destroy()
  })
  incoming.on('error', () => {
    onward.destroy()
  })
  incoming.pipe(onward)
}

function kindOf(method: string, path: string): S3Request | undefined {
  if (path.includes('/staging/')) {
    return method === 'PUT'
      ? S3Request.PUT_STAGED
      : method === 'GET'
        ? S3Request.GET_STAGED
        : undefined
  }
  if (method === 'PUT' && path.includes('partNumber=')) return S3Request.UPLOAD_PART
  if (method === 'POST' && path.includes('uploadId=')) return S3Request.COMPLETE
  return undefined
}
