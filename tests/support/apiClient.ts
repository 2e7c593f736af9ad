/** Calls a running API as one user, as any client would: over HTTP, with a token. */
import { createParser } from 'eventsource-parser'
import type { ExportProgress, RequestedExport } from '../../contract/index.ts'

export interface ApiAnswer {
  status: number
  headers: Headers
  body: unknown
}

export interface StreamedEvent {
  id: string
  name: string
  data: unknown
}

export interface ApiClient {
  /** Redirects are not followed. */
  call(method: string, path: string, body?: object): Promise<ApiAnswer>
  /** Asks for an export, which must be accepted; gives its id. */
  request(body: object): Promise<string>
  /** Every event until the API ends the stream, or the condition holds. Rejects where it breaks off. */
  events(path: string, options?: EventOptions): Promise<StreamedEvent[]>
  /** Status and bytes of a download, through the link that is given. */
  download(exportId: string): Promise<{ status: number; headers: Headers; bytes: Buffer }>
}

interface EventOptions {
  lastEventId?: string
  until?: (event: StreamedEvent) => boolean
}

export function apiClient(url: string, token: string): ApiClient {
  const authorization = `Bearer ${token}`
  const call: ApiClient['call'] = async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: { authorization, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json') === true
    const parsed: unknown = isJson ? JSON.parse(text) : text
    return { status: answer.status, headers: answer.headers, body: parsed }
  }
  return {
    call,
    async request(body) {
      const { status, body: answer } = await call('POST', '/exports', body)
      if (status !== 202) throw new Error(`The API answered ${status}: ${JSON.stringify(answer)}`)
      return (answer as { job: RequestedExport }).job.id
    },
    events: (path, options = {}) => readEvents(`${url}${path}`, authorization, options),
    async download(exportId) {
      const { status, headers } = await call('GET', `/exports/${exportId}/download`)
      if (status !== 302) return { status, headers, bytes: Buffer.alloc(0) }
      const file = await fetch(headers.get('location') ?? '')
      const bytes = Buffer.from(await file.arrayBuffer())
      return { status: file.status, headers: file.headers, bytes }
    },
  }
}

async function readEvents(
  url: string,
  authorization: string,
  { lastEventId, until = () => false }: EventOptions,
): Promise<StreamedEvent[]> {
  const events: StreamedEvent[] = []
  const parser = createParser({
    onEvent: ({ id = '', event: name = '', data }) =>
      void events.push({ id, name, data: JSON.parse(data) as unknown }),
  })
  const answer = await fetch(url, {
    headers: { authorization, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
  })
  if (answer.status !== 200) throw new Error(`The stream was answered with ${answer.status}.`)
  const decoder = new TextDecoder()
  const chunks: AsyncIterable<Uint8Array> | undefined = answer.body ?? undefined
  for await (const chunk of chunks ?? []) {
    parser.feed(decoder.decode(chunk, { stream: true }))
    // Leaving the loop closes the connection.
    if (events.some(until)) break
  }
  return events
}

/** Percents that the events tell, in order. */
export function percentsOf(events: readonly StreamedEvent[]): number[] {
  return events
    .filter(({ name }) => name === 'progress')
    .map(({ data }) => (data as ExportProgress).percent)
}
