/**
 * What a request must look like, whoever brings it. What the filters, columns and sort mean is the
 * handler's to check; here only their structure is.
 */
import { z } from 'zod'
import { type Failure, FailureCode } from '../failures.ts'
import { Compress, ExportRequestType, FileType } from '../kinds.ts'
import type { ExportRequest } from '../request.ts'
import { isTimeZone } from '../timeZone.ts'
import { isLocale, isStorable } from './checks.ts'
import { fields, flag, oneOf, text, toFailures } from './fields.ts'

const MAX_TITLE_LENGTH = 200
const MAX_HEADING_LENGTH = 200
/** Far above what any type offers; keeps a hostile message from growing its own error. */
export const MAX_COLUMNS = 200
const LOCALE_ERROR = 'must be a language tag that is known here, for example de-DE'

const columnKey = text("a column's key")

const column = z.union(
  [
    columnKey,
    fields({
      key: columnKey,
      heading: text(
        `a heading of 1 to ${MAX_HEADING_LENGTH} characters without control characters`,
        MAX_HEADING_LENGTH,
      ),
    }),
  ],
  { error: "must be a column's key, or an object of its key and a heading (1 to 200 characters)" },
)

const sort = fields({ column: columnKey, direction: oneOf(['ASC', 'DESC']) })

const options = fields({
  locale: z
    .string({ error: LOCALE_ERROR })
    .refine(isLocale, { error: LOCALE_ERROR })
    .exactOptional(),
  csv: fields({
    delimiter: oneOf([',', ';', '\t']).exactOptional(),
    byteOrderMark: flag().exactOptional(),
    formulaGuard: flag().exactOptional(),
  }).exactOptional(),
  xlsx: fields({ titleRow: flag().exactOptional() }).exactOptional(),
  pdf: fields({
    paper: oneOf(['A4', 'LETTER']).exactOptional(),
    orientation: oneOf(['auto', 'portrait', 'landscape']).exactOptional(),
  }).exactOptional(),
})

/** The fields of a request, for schemas of what carries one. */
export const requestFields = {
  type: oneOf(Object.values(ExportRequestType)),
  fileType: oneOf(Object.values(FileType)),
  filters: z
    .record(z.string(), z.unknown(), { error: 'must be an object of filters' })
    .refine(isStorable, {
      error: 'must hold well-formed text without NUL, nested no deeper than 10 levels',
    })
    .exactOptional(),
  columns: z
    .array(column, { error: 'must be a list of columns' })
    .min(1, { error: 'must name at least one column, or be left out' })
    .max(MAX_COLUMNS, { error: `must name at most ${MAX_COLUMNS} columns` })
    .exactOptional(),
  sort: z
    .array(sort, { error: 'must be a list of columns with directions' })
    .max(MAX_COLUMNS, { error: `must name at most ${MAX_COLUMNS} columns` })
    .exactOptional(),
  timeZone: z
    .string({ error: 'must be an IANA time zone, for example Europe/Berlin' })
    .refine(isTimeZone, { error: 'must be an IANA time zone, for example Europe/Berlin' })
    .exactOptional(),
  compress: oneOf(Object.values(Compress)).exactOptional(),
  title: text(
    `a text of 1 to ${MAX_TITLE_LENGTH} characters without control characters`,
    MAX_TITLE_LENGTH,
  ).exactOptional(),
  options: options.exactOptional(),
}

const request = fields(requestFields)

export interface ParsedRequest {
  /** Without what is not known, and without nulls; of a malformed one, without its wrong parts. */
  request: ExportRequest
  /** Every structural fault, with the path of its field; empty where there is none. */
  malformed: readonly Failure[]
}

/**
 * What the message of such a request would be refused for: INVALID_REQUEST, with the same words.
 * Values of a kind that the types exclude are expected: requests come from JSON.
 */
export function parseExportRequest(given: ExportRequest): ParsedRequest {
  const parsed = request.safeParse(given)
  if (parsed.success) return { request: parsed.data, malformed: [] }
  const { issues } = parsed.error
  const wrong = new Set(issues.map(({ path }) => path[0]))
  const sound = Object.entries(given).filter(
    ([field, value]) => value !== null && !wrong.has(field),
  )
  return {
    request: { ...Object.fromEntries(sound), type: given.type, fileType: given.fileType },
    malformed: toFailures(issues, {
      code: FailureCode.INVALID_REQUEST,
      remedy: 'Give the field as the message says.',
      whole: 'The request',
    }),
  }
}
