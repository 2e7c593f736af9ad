/**
 * Handlers: which rows and columns each export type has, who may see them, and how they are read.
 * Rows come from PostgreSQL as typed row blocks in a stable order. Knows nothing of files, storage
 * or Temporal.
 */
export * from './describeExportTypes.ts'
export { handlerOf } from './exportFactory.ts'
export * from './handler.ts'
export { mayStillSee } from './mayStillSee.ts'
export { connectionOf } from './reading/index.ts'
export { requestDigest, reuseDigest } from './requestDigest.ts'
export { resolveRequest } from './resolveRequest.ts'
export type { ColumnKey, RowRequestOf } from './rowRequestOf.ts'
export { setRowSecurity, tablesWithoutRowSecurity } from './rowSecurity.ts'
