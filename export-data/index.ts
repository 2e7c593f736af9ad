/**
 * The entry to exports, as a library: what may be asked for, and what it would come to, for whoever
 * the requester's record says they are. Promises the failures that the export itself would end with,
 * before it is begun. Knows nothing of HTTP, queues or Temporal.
 */
export * from './estimateExport.ts'
