/**
 * The runs of exports in Temporal: the only door from the entry to it. Does not start workflows,
 * which is the bridge's.
 */
export { type TemporalClientOptions, temporalClient } from './temporalClient.ts'
export { temporalRuns } from './temporalRuns.ts'
