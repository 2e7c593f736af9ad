/**
 * A proxy before an HTTP server on this machine that notes what it is asked, and can break an answer
 * off or spoil it.
 */
import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'

export interface NotedRequest {
  method: string
  /** With its query. */
  path: string
  headers: IncomingHttpHeaders
}

export interface RecordingProxy {
  url: string
  /** In the order in which they came. */
  requests: NotedRequest[]
  /** Closes the connection of the next answer in which this text stands, behind the text. */
  breakOffAfter(text: string): void
  /** What becomes of each piece of an answer's body. */
  change(piece: (chunk: Buffer) => Buffer): void
  close(): Promise<void>
}

export async function recordingProxy(target: string): Promise<RecordingProxy> {
  const { hostname, port } = new URL(target)
  const requests: NotedRequest[] = []
  let lastWords: string | undefined
  let changed = (chunk: Buffer) => chunk

  function pass(answer: IncomingMessage, outgoing: ServerResponse): void {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.on('data', (chunk: Buffer) => {
      const isLast = lastWords !== undefined && chunk.includes(lastWords)
      if (isLast) lastWords = undefined
      outgoing.write(changed(chunk), () => (isLast ? outgoing.destroy() : undefined))
    })
    answer.on('end', () => outgoing.end())
    answer.on('error', () => outgoing.destroy())
    outgoing.on('close', () => answer.destroy())
  }

  const server = createServer((incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming
    requests.push({ method, path, headers })
    const onward = request({ hostname, port, method, path, headers }, (answer) =>
      pass(answer, outgoing),
    )
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    breakOffAfter(text) {
      lastWords = text
    },
    change(piece) {
      changed = piece
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
