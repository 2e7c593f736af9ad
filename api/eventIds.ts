/**
 * Ids of server-sent events: how far each job of a stream was, in the order of the address's ids, so
 * that a client that comes back says where to go on. `1.40,1.end` is: the first at 40 percent of its
 * first attempt, the second at its end.
 */
import type { ExportEvent } from '../contract/index.ts'
import type { SeenProgress } from '../export-data/index.ts'

/** Where a job stood: nothing seen yet, some percent, or its end. */
type Position = 'none' | SeenProgress | { attempt: number; isEnd: true }

export class EventPositions {
  readonly #positions: Map<string, Position>

  /** A last id that does not fit the exports counts as none: the stream begins anew. */
  constructor(exportIds: readonly string[], lastEventId = '') {
    const seen = lastEventId.split(',').map(parse)
    const fits = seen.length === exportIds.length
    this.#positions = new Map(
      exportIds.map((id, index) => [id, (fits ? seen[index] : undefined) ?? 'none']),
    )
  }

  /** Exports whose end was not seen. */
  get open(): string[] {
    return [...this.#positions].flatMap(([id, position]) => (isEnd(position) ? [] : [id]))
  }

  /** What was seen of those that have begun and not ended. */
  get seen(): Record<string, SeenProgress> {
    return Object.fromEntries(
      [...this.#positions].flatMap(([id, position]) =>
        typeof position === 'object' && 'percent' in position ? [[id, position]] : [],
      ),
    )
  }

  /** Takes the event in, and gives its id. */
  advance(event: ExportEvent): string {
    if (event.kind === 'end') {
      this.#positions.set(event.job.id, { attempt: event.job.attempt, isEnd: true })
    } else {
      const { exportId, attempt, percent } = event.progress
      this.#positions.set(exportId, { attempt, percent })
    }
    return [...this.#positions.values()].map(print).join(',')
  }
}

function isEnd(position: Position): boolean {
  return typeof position === 'object' && 'isEnd' in position
}

function print(position: Position): string {
  if (position === 'none') return '0.0'
  return `${position.attempt}.${'isEnd' in position ? 'end' : position.percent}`
}

/** Undefined for what is no position; `0.0` is that of a job of which nothing was seen. */
function parse(text: string): Position | undefined {
  const [, attempt, percent] = /^(\d{1,6})\.(end|\d{1,3})$/.exec(text) ?? []
  if (attempt === undefined || percent === undefined) return undefined
  if (Number(attempt) === 0) return 'none'
  if (percent === 'end') return { attempt: Number(attempt), isEnd: true }
  return { attempt: Number(attempt), percent: Number(percent) }
}
