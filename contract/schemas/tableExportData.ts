/**
 * What `data` of a TABLE_EXPORT message must look like. What the filters, columns and sort mean is
 * the handler's to check; here only their structure is.
 */
import { z } from 'zod'
import { Compress, ExportRequestType, FileType } from '../kinds.ts'
import { isTimeZone } from '../timeZone.ts'
import { isLocale, isPlainText, isStorable } from './checks.ts'

const MAX_TITLE_LENGTH = 200
const MAX_HEADING_LENGTH = 200
/** Far above what any type offers; keeps a hostile message from growing its own error. */
const MAX_COLUMNS = 200
const LOCALE_ERROR = 'must be a language tag that is known here, for example de-DE'

const id = text('a non-empty text without control characters')
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

const attempt = z
  .int({ error: 'must be a whole number from 1 to 1,000' })
  .min(1, { error: 'must be a whole number from 1 to 1,000' })
  .max(1_000, { error: 'must be a whole number from 1 to 1,000' })

export const tableExportData = fields({
  exportId: id,
  userId: id,
  attempt: attempt.default(1),
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
})

/** Id and attempt of a message that is wrong elsewhere; `attempt` is undefined when it is wrong. */
export const readableKey = fields({
  exportId: id,
  attempt: attempt.default(1).optional().catch(undefined),
})

/**
 * What can be read of the rows that a message asks for which is wrong elsewhere: so its other faults
 * can be told as well. A part that is itself unreadable is absent.
 */
export const readableRows = fields({
  type: z.enum(ExportRequestType),
  filters: z.record(z.string(), z.unknown()).optional().catch(undefined),
  columns: z
    .array(z.union([z.string(), z.looseObject({ key: z.string() }).transform(({ key }) => key)]))
    .min(1)
    .max(MAX_COLUMNS)
    .optional()
    .catch(undefined),
  sort: z
    .array(
      z
        .looseObject({ column: z.string() })
        .transform(({ column: key }) => ({ column: key, direction: 'ASC' as const })),
    )
    .max(MAX_COLUMNS)
    .optional()
    .catch(undefined),
})

/** An object whose unknown properties are dropped, and whose nulls mean absent. */
function fields<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const object = z.object(shape, { error: 'must be an object' })
  return z.preprocess(withoutNulls, object)
}

function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null))
}

function oneOf<const Value extends string>(values: readonly Value[]) {
  const shown = values.map((value) => (value === '\t' ? 'a tab' : value)).join(' ')
  return z.enum(values, { error: `must be one of: ${shown}` })
}

function flag() {
  return z.boolean({ error: 'must be true or false' })
}

function text(what: string, maxLength = Number.POSITIVE_INFINITY) {
  const error = `must be ${what}`
  return z
    .string({ error })
    .min(1, { error })
    .refine((value) => value.length <= maxLength && isPlainText(value), { error })
}
