/** Maps an export type to its handler. A new type is one new file and one line here. */
import { ExportFailure, FailureCode } from '../contract/index.ts'
import type { IExportHandler } from './handler.ts'
import { sowHandler } from './sow.ts'

const HANDLERS: readonly IExportHandler[] = [sowHandler]

/** Export types that have a handler. */
export function supportedTypes(): string[] {
  return HANDLERS.map((handler) => handler.getSupportedType())
}

/** Throws the requester's failure UNSUPPORTED_TYPE for a type without a handler. */
export function handlerOf(type: string): IExportHandler {
  const found = HANDLERS.find((handler) => handler.getSupportedType() === type)
  if (found) return found
  throw new ExportFailure({
    code: FailureCode.UNSUPPORTED_TYPE,
    message: 'There is no export of this type.',
    remedy: `Ask for one of ${supportedTypes().join(', ')}.`,
    field: 'type',
  })
}
