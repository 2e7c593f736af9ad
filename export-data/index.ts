/**
 * The entry to exports, as a library: what may be asked for, and what it would come to, for whoever
 * the requester's record says they are. Refuses what the export itself would refuse, of the request
 * and of its message, and tells limits it would hit: as facts where rows were counted, else as
 * possible. Knows nothing of HTTP, queues or Temporal.
 */
export * from './estimateExport.ts'
export * from './exportData.ts'
