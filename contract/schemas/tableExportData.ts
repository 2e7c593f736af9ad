/** What `data` of a TABLE_EXPORT message must look like: the request, and whose job it belongs to. */
import { z } from 'zod'
import { ExportRequestType } from '../kinds.ts'
import { MAX_COLUMNS, requestFields } from './exportRequest.ts'
import { fields, text, wholeNumber } from './fields.ts'

const id = text('a non-empty text without control characters')

/** Nobody comes so far. */
export const MAX_ATTEMPT = 1_000

const attempt = wholeNumber(1, MAX_ATTEMPT)

export const tableExportData = fields({
  exportId: id,
  userId: id,
  attempt: attempt.default(1),
  ...requestFields,
})

/** The same without what may be left out: whose job, and which. */
export const bareTableExportData = fields({
  exportId: id,
  userId: id,
  attempt: attempt.default(1),
  type: requestFields.type,
  fileType: requestFields.fileType,
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
