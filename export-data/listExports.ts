/** A requester's own jobs, page by page. */
import {
  ExportFailure,
  type ExportListQuery,
  type ExportPage,
  FailureCode,
} from '../contract/index.ts'
import { type ExportRecord, isDataError } from '../stores/index.ts'
import type { ExportDataDependencies } from './dependencies.ts'
import type { Caller } from './exportData.ts'
import { requestedExport } from './requestedExport.ts'
import { activeRequester } from './resolveAsked.ts'

const DEFAULT_LIMIT = 20
const MAX_LIMIT = 100

type Place = Pick<ExportRecord, 'place' | 'id'>

export async function listExports(
  { requesters, requests }: Pick<ExportDataDependencies, 'requesters' | 'requests'>,
  { userId }: Caller,
  { limit = DEFAULT_LIMIT, after, type, status, fileType }: ExportListQuery,
): Promise<ExportPage> {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw invalid('limit', `limit must be a whole number from 1 to ${MAX_LIMIT}.`)
  }
  const requester = activeRequester(await requesters.find(userId))
  const list = requests.list({
    createdById: requester.id,
    ...(type ? { type } : {}),
    ...(status ? { status } : {}),
    ...(fileType ? { fileType } : {}),
    ...(after === undefined ? {} : { after: placeOf(after) }),
    // One more tells whether there is another page.
    limit: limit + 1,
  })
  const records = await list.catch((error: unknown) => {
    // A cursor that nobody was given: the values that it holds are none of the columns'.
    throw after !== undefined && isDataError(error) ? notACursor() : error
  })
  const shown = records.slice(0, limit)
  const last = shown.at(-1)
  return {
    jobs: shown.flatMap((record) => requestedExport(record) ?? []),
    next: last && records.length > limit ? cursorOf(last) : null,
  }
}

function cursorOf({ place, id }: Place): string {
  return Buffer.from(JSON.stringify([place, id])).toString('base64url')
}

function placeOf(cursor: string): Place {
  try {
    const [place, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if ((typeof place === 'string' || place === null) && typeof id === 'string')
      return { place, id }
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
