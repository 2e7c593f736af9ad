/** Everything that is wrong with a message that can't be taken: of its form, and of what it asks for. */
import { type Failure, FailureCode, summarize } from '../contract/index.ts'
import type { ParsedMessage } from '../contract/schemas/tableExportMessage.ts'
import type { ExportIntake } from './acceptExport.ts'

export type InvalidMessage = Extract<ParsedMessage, { isValid: false }>

/** One failure that tells all of them, each under its path in the message. */
export function everyFault(
  { failures, rows }: InvalidMessage,
  { validate }: Pick<ExportIntake, 'validate'>,
): Failure {
  if (!rows) return summarize(failures)
  const told = new Set(failures.map(({ field }) => field))
  const others = validate(rows.type, rows.request).map(inMessage)
  return summarize([...failures, ...others.filter(({ field }) => !told.has(field))])
}

function inMessage({ message, remedy, field = '' }: Failure): Failure {
  return {
    code: FailureCode.INVALID_MESSAGE,
    message: `data.${message}`,
    remedy,
    field: `data.${field}`,
  }
}
