/** Lists page by page: where a page begins is a text that callers give back as they got it. */
import { ExportFailure, FailureCode } from '../contract/index.ts'
import { isDataError } from '../stores/index.ts'

const DEFAULT_LIMIT = 20
const MAX_LIMIT = 100

/** Where an item stands in its list: by time, then by id. */
export interface Place {
  /** ISO 8601, to the microsecond; null before all others. */
  at: string | null
  id: string
}

export interface PageQuery {
  /** 1 to 100. Default 20. */
  limit?: number
  /** `next` of the page before. */
  after?: string
}

export interface Page<Item> {
  items: Item[]
  next: string | null
}

/** @throws ExportFailure INVALID_REQUEST for a cursor or a limit that is none. */
export async function page<Item>(
  { limit = DEFAULT_LIMIT, after }: PageQuery,
  read: (part: { limit: number; after: Place | undefined }) => Promise<Item[]>,
  placeOf: (item: Item) => Place,
): Promise<Page<Item>> {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw invalid('limit', `limit must be a whole number from 1 to ${MAX_LIMIT}.`)
  }
  const from = after === undefined ? undefined : placeAt(after)
  // One more tells whether there is another page.
  const items = await read({ limit: limit + 1, after: from }).catch((error: unknown) => {
    // A cursor that nobody was given: the values that it holds are none of the columns'.
    throw from && isDataError(error) ? notACursor() : error
  })
  const shown = items.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown, next: last && items.length > limit ? cursorOf(placeOf(last)) : null }
}

function cursorOf({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

function placeAt(cursor: string): Place {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if ((typeof at === 'string' || at === null) && typeof id === 'string') return { at, id }
  } catch {
    // Told below.
  }
  throw notACursor()
}

function notACursor(): ExportFailure {
  return invalid('after', 'after must be what the page before gave as next.')
}

function invalid(field: string, message: string): ExportFailure {
  const remedy = 'Give the field as said, or leave it out.'
  return new ExportFailure({ code: FailureCode.INVALID_REQUEST, message, remedy, field })
}
