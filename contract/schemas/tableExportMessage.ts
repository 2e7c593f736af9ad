/**
 * Reads a `TABLE_EXPORT` message: its data, or everything that is wrong with it at once. Failures
 * name fields and what is allowed, never a value, since values are the requester's data.
 */
import { z } from 'zod'
import { type Failure, FailureCode } from '../failures.ts'
import type { ExportRequestType } from '../kinds.ts'
import { type RowRequest, TABLE_EXPORT, type TableExportData } from '../request.ts'
import { toFailures, type Wording } from './fields.ts'
import {
  bareTableExportData,
  readableKey,
  readableRows,
  tableExportData,
} from './tableExportData.ts'

export type ParsedMessage =
  | { isValid: true; data: TableExportData }
  | {
      isValid: false
      failures: [Failure, ...Failure[]]
      /** Set when the message names its job readably all the same. */
      exportId?: string
      /** 1 when the message names none; undefined when what it names is no attempt. */
      attempt?: number
      /** Whose job it is, and which, where all of that is right: enough for one whose request is stored. */
      bare?: TableExportData
      /** What it asks for, as far as that can be read: whose own faults are not among `failures`. */
      rows?: { type: ExportRequestType; request: RowRequest }
    }

const REFUSED: Wording = {
  code: FailureCode.INVALID_MESSAGE,
  remedy: 'Request the export again; its producer must send these fields as said.',
  whole: 'The message',
}

const NO_JSON: Failure = {
  code: REFUSED.code,
  message: 'The message is not JSON.',
  remedy: REFUSED.remedy,
}

const message = z.literal(TABLE_EXPORT, { error: `must be ${TABLE_EXPORT}` })

const envelope = z.object(
  { message, data: tableExportData },
  { error: 'must be an object with message and data' },
)

const bareEnvelope = z.object({ message, data: bareTableExportData })

export function parseTableExportMessage(body: string): ParsedMessage {
  const json = parseJson(body)
  if (!json) return { isValid: false, failures: [NO_JSON] }
  const parsed = envelope.safeParse(json.value)
  if (parsed.success) return { isValid: true, data: parsed.data.data }
  return {
    isValid: false,
    failures: toFailures(parsed.error.issues, REFUSED),
    ...readKey(json.value),
    ...readBare(json.value),
    ...readRows(json.value),
  }
}

function parseJson(body: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(body) as unknown }
  } catch {
    return undefined
  }
}

function readKey(value: unknown): { exportId?: string; attempt?: number } {
  const parsed = z.object({ data: readableKey }).safeParse(value)
  if (!parsed.success) return {}
  const { exportId, attempt } = parsed.data.data
  return attempt === undefined ? { exportId } : { exportId, attempt }
}

function readBare(value: unknown): { bare?: TableExportData } {
  const parsed = bareEnvelope.safeParse(value)
  return parsed.success ? { bare: parsed.data.data } : {}
}

function readRows(value: unknown): { rows?: { type: ExportRequestType; request: RowRequest } } {
  const parsed = z.object({ data: readableRows }).safeParse(value)
  if (!parsed.success) return {}
  const { type, filters, columns, sort } = parsed.data.data
  const request = {
    ...(filters && { filters }),
    ...(columns && { columns }),
    ...(sort && { sort }),
  }
  return { rows: { type, request } }
}
