/** One stream of events of exports, as the API sends it (`text/event-stream`). */
import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { ExportEvent, ExportProgress, RequestedExport } from '../../contract/index.ts'
import type { ApiClient } from './client.ts'

/** Most exports of one stream. */
export const MOST_WATCHED = 50

export type EventBody = ReadableStream<Uint8Array<ArrayBuffer>>

/** Undefined where nothing comes behind `lastEventId`. Rejects as every call does. */
export async function openStream(
  client: ApiClient,
  exportIds: readonly string[],
  lastEventId: string | undefined,
): Promise<EventBody | undefined> {
  const { body, status } = await client.call(addressOf(exportIds), {
    headers: {
      accept: 'text/event-stream',
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
  })
  return status === 204 || body === null ? undefined : body
}

/** An event with its id; one of a kind that a newer API may send has an id alone. */
export interface SentEvent {
  id: string | undefined
  event: ExportEvent | undefined
}

/** Rejects when nothing was heard for `silenceMs`, not even that the API is there. */
export async function* readEvents(
  body: EventBody,
  { silenceMs, onHeard }: { silenceMs: number; onHeard: () => void },
): AsyncGenerator<SentEvent> {
  const events = body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(silenceLimit(silenceMs, onHeard))
    .pipeThrough(new EventSourceParserStream())
  for await (const { event, id, data } of events) yield { id, event: parse(event, data) }
}

function addressOf(exportIds: readonly string[]): string {
  const [first = '', ...others] = exportIds.map(encodeURIComponent)
  return others.length === 0
    ? `/exports/${first}/events`
    : `/exports/events?ids=${[first, ...others].join(',')}`
}

function parse(event: string | undefined, data: string): ExportEvent | undefined {
  if (event === 'progress') {
    return { kind: 'progress', progress: JSON.parse(data) as ExportProgress }
  }
  return event === 'end' ? { kind: 'end', job: JSON.parse(data) as RequestedExport } : undefined
}

/** Hands texts on, and fails the stream when none has come for so long. */
function silenceLimit(silenceMs: number, onHeard: () => void): TransformStream<string, string> {
  let timer: NodeJS.Timeout | undefined
  const listen = (controller: TransformStreamDefaultController<string>) => {
    clearTimeout(timer)
    const give = () => controller.error(new Error('The API has fallen silent.'))
    timer = setTimeout(give, silenceMs)
  }
  return new TransformStream<string, string>({
    start: listen,
    transform(text, controller) {
      onHeard()
      listen(controller)
      controller.enqueue(text)
    },
    flush: () => clearTimeout(timer),
    cancel: () => clearTimeout(timer),
  })
}
