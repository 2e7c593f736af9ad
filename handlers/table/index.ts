/**
 * Export types that are a table: what their files describe becomes a handler here. Promises that
 * the scope is applied whatever the filters say, that no value becomes SQL text, and a stable order.
 * Knows no type by name.
 */
export { column, optional } from './columns.ts'
export {
  type ChoiceTable,
  contains,
  hasFlag,
  hasId,
  isAtLeast,
  isAtMost,
  isFrom,
  isOneOf,
  isOnOrAfter,
  isOnOrBefore,
  isUntil,
} from './filters.ts'
export { createTableHandler } from './tableHandler.ts'
