/** Maps an export type to its handler. A new type is one new file and one line here. */
import { ExportFailure, type ExportRequestType, FailureCode } from '../contract/index.ts'
import { clientSowHandler } from './clientSow.ts'
import type { IExportHandler } from './handler.ts'
import { rfpHandler } from './rfp.ts'
import { sowHandler } from './sow.ts'

/** A type without its handler, or with another's, does not compile. */
export const HANDLERS = {
  SOW: sowHandler,
  CLIENT_SOW: clientSowHandler,
  RFP: rfpHandler,
} as const satisfies { [Type in ExportRequestType]: IExportHandler<Type> }

/** Throws the requester's failure UNSUPPORTED_TYPE for a type without a handler. */
export function handlerOf(type: string): IExportHandler {
  const found = Object.values(HANDLERS).find((handler) => handler.getSupportedType() === type)
  if (found) return found
  throw new ExportFailure({
    code: FailureCode.UNSUPPORTED_TYPE,
    message: 'There is no export of this type.',
    remedy: `Ask for one of ${Object.keys(HANDLERS).join(', ')}.`,
    field: 'type',
  })
}
