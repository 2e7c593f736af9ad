/** Server-sent events as a client sees them, read from a real connection. */
import { createParser, type EventSourceMessage } from 'eventsource-parser'

export interface EventReader {
  response: Response
  events: EventSourceMessage[]
  /** Comment lines: signs of life. */
  comments: string[]
  /** Milliseconds that the client is told to wait before it comes back. */
  retry: number | undefined
  /** Resolves when the server ends the stream, or it breaks off. */
  ended: Promise<void>
  leave(): void
}

export async function openEvents(
  url: string,
  headers: Record<string, string>,
): Promise<EventReader> {
  const leaving = new AbortController()
  const response = await fetch(url, { headers, signal: leaving.signal })
  const reader: EventReader = {
    response,
    events: [],
    comments: [],
    retry: undefined,
    ended: Promise.resolve(),
    leave: () => leaving.abort(),
  }
  const parser = createParser({
    onEvent: (event) => void reader.events.push(event),
    onComment: (comment) => void reader.comments.push(comment),
    onRetry: (milliseconds) => {
      reader.retry = milliseconds
    },
  })
  reader.ended = readAll(response, (text) => parser.feed(text))
  return reader
}

async function readAll({ body }: Response, feed: (text: string) => void): Promise<void> {
  if (!body) return
  try {
    for await (const text of body.pipeThrough(new TextDecoderStream())) feed(text)
  } catch {
    // Whoever left or was cut off has read all that there was.
  }
}
