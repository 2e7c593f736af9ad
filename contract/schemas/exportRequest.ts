/**
 * What a request must look like, whoever brings it. What the filters, columns and sort mean is the
 * handler's to check; here only their structure is.
 */
import { z } from 'zod'
import { type Failure, FailureCode } from '../failures.ts'
import { Compress, ExportRequestType, FileType, Notify } from '../kinds.ts'
import type { ExportRequest } from '../request.ts'
import { isTimeZone } from '../timeZone.ts'
import { isLocale, isStorable } from './checks.ts'
import { fields, flag, oneOf, text, toFailures, wholeNumber } from './fields.ts'

const MAX_TITLE_LENGTH = 200
const MAX_HEADING_LENGTH = 200
/** Far above what any type offers; keeps a hostile message from growing its own error. */
export const MAX_COLUMNS = 200
/** A week: files are rarely kept longer. */
const MAX_REUSE_SECONDS = 604_800
const LOCALE_ERROR = 'must be a language tag that is known here, for example de-DE'

/** Descriptions are for whoever asks over HTTP: they stand in the API's reference. */
const columnKey = text("a column's key").describe('Key of a column.')

const column = z.union(
  [
    columnKey,
    fields({
      key: columnKey,
      heading: text(
        `a heading of 1 to ${MAX_HEADING_LENGTH} characters without control characters`,
        MAX_HEADING_LENGTH,
      ).describe('What the file calls the column.'),
    }),
  ],
  { error: "must be a column's key, or an object of its key and a heading (1 to 200 characters)" },
)

const sort = fields({
  column: columnKey,
  direction: oneOf(['ASC', 'DESC']).describe('Nulls come last either way.'),
})

const options = fields({
  locale: z
    .string({ error: LOCALE_ERROR })
    .refine(isLocale, { error: LOCALE_ERROR })
    .describe('BCP 47 tag, for example de-DE: days are written as there. Default: ISO 8601.')
    .exactOptional(),
  csv: fields({
    delimiter: oneOf([',', ';', '\t']).describe('Default: a comma.').exactOptional(),
    byteOrderMark: flag()
      .describe('UTF-8 byte-order mark, which Excel needs on double click. Default true.')
      .exactOptional(),
    formulaGuard: flag()
      .describe('Whether text that a spreadsheet would run as a formula is escaped. Default true.')
      .exactOptional(),
  })
    .describe('Of a CSV.')
    .exactOptional(),
  xlsx: fields({
    titleRow: flag()
      .describe('A first row with the title. Default: where the sheet’s name can’t show it whole.')
      .exactOptional(),
  })
    .describe('Of an XLSX.')
    .exactOptional(),
  pdf: fields({
    paper: oneOf(['A4', 'LETTER']).describe('Default A4.').exactOptional(),
    orientation: oneOf(['auto', 'portrait', 'landscape'])
      .describe('Default auto: by the width of the table.')
      .exactOptional(),
  })
    .describe('Of a PDF.')
    .exactOptional(),
})

/** The fields of a request, for schemas of what carries one. */
export const requestFields = {
  type: oneOf(Object.values(ExportRequestType)).describe('What is exported.'),
  fileType: oneOf(Object.values(FileType)).describe('The file that is asked for.'),
  filters: z
    .record(z.string(), z.unknown(), { error: 'must be an object of filters' })
    .refine(isStorable, {
      error: 'must hold well-formed text without NUL, nested no deeper than 10 levels',
    })
    .describe('Which rows are wanted: those that pass every filter. null and "" mean absent.')
    .exactOptional(),
  columns: z
    .array(column, { error: 'must be a list of columns' })
    .min(1, { error: 'must name at least one column, or be left out' })
    .max(MAX_COLUMNS, { error: `must name at most ${MAX_COLUMNS} columns` })
    .describe('Columns in the order wanted. Default: the default columns of the type.')
    .exactOptional(),
  sort: z
    .array(sort, { error: 'must be a list of columns with directions' })
    .max(MAX_COLUMNS, { error: `must name at most ${MAX_COLUMNS} columns` })
    .describe('Default: newest change first. Ties are always broken by id.')
    .exactOptional(),
  timeZone: z
    .string({ error: 'must be an IANA time zone, for example Europe/Berlin' })
    .refine(isTimeZone, { error: 'must be an IANA time zone, for example Europe/Berlin' })
    .describe('IANA zone in which dates are shown and days are meant. Default: the requester’s.')
    .exactOptional(),
  compress: oneOf(Object.values(Compress))
    .describe('Whether the file is put into a ZIP archive. Default AUTO: a CSV that is large.')
    .exactOptional(),
  title: text(
    `a text of 1 to ${MAX_TITLE_LENGTH} characters without control characters`,
    MAX_TITLE_LENGTH,
  )
    .describe('Shown in the file. Default: the title of the type.')
    .exactOptional(),
  options: options.describe('How files of each type are written.').exactOptional(),
  notify: oneOf(Object.values(Notify))
    .describe('Whether you are told by mail when it ends. Default MAIL, where mail is set up.')
    .exactOptional(),
  reuseWithin: wholeNumber(1, MAX_REUSE_SECONDS)
    .describe(
      'How old the rows of a file may be, in seconds, that answers the request at once: one that was made of an identical request. Default: none, the rows are read anew.',
    )
    .exactOptional(),
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
  return {
    request: soundParts(given, issues),
    malformed: toFailures(issues, {
      code: FailureCode.INVALID_REQUEST,
      remedy: 'Give the field as the message says.',
      whole: 'The request',
    }),
  }
}

/** The request without the parts that the issues are about, whose paths begin in it. */
export function soundParts(
  given: ExportRequest,
  issues: readonly Pick<z.core.$ZodIssue, 'path'>[],
): ExportRequest {
  const wrong = new Set(issues.map(({ path }) => path[0]))
  const sound = Object.entries(given ?? {}).filter(
    ([field, value]) => value !== null && !wrong.has(field),
  )
  return { ...Object.fromEntries(sound), type: given?.type, fileType: given?.fileType }
}
