/** An HTTP server that answers as a test says, in place of the API or of the object store. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface SeenCall {
  /** `GET /exports?limit=20`. */
  call: string
  headers: IncomingMessage['headers']
  /** Parsed, where there is one. */
  body: unknown
}

export type Answer = (response: ServerResponse, seen: SeenCall) => void | Promise<void>

export interface StandInApi {
  url: string
  seen: SeenCall[]
  /** Answers calls that begin so, newest rule first; an array is used up, its last stays. */
  on(call: string, ...answers: Answer[]): void
  close(): Promise<void>
}

export async function standInApi(): Promise<StandInApi> {
  const rules: { call: string; answers: Answer[] }[] = []
  const seen: SeenCall[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request)
    const call: SeenCall = {
      call: `${request.method} ${request.url}`,
      headers: request.headers,
      body: body === '' ? undefined : (JSON.parse(body) as unknown),
    }
    seen.push(call)
    const rule = rules.find((each) => call.call.startsWith(each.call))
    if (!rule) throw new Error(`Nobody said how to answer ${call.call}`)
    const next = rule.answers.length > 1 ? rule.answers.shift() : rule.answers[0]
    await next?.(response, call)
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    on: (call, ...answers) => void rules.unshift({ call, answers }),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export function json(body: object, status = 200): Answer {
  return (response) => {
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body))
  }
}

/** Sends events as they are given, then ends the stream, cuts it, or leaves it open. */
export function events(
  given: { event: string; id?: string; data: object }[],
  then: 'end' | 'cut' | 'silence' = 'end',
): Answer {
  return async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': keep-alive\n\n')
    for (const { event, id, data } of given) {
      const head = id === undefined ? '' : `id: ${id}\n`
      response.write(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    }
    if (then === 'end') response.end()
    if (then !== 'cut') return
    await new Promise((resolve) => {
      setTimeout(resolve, 50)
    })
    response.destroy()
  }
}
