/**
 * The runs of exports in Temporal: the only door from the entry to it. Does not start workflows,
 * which is the bridge's, and opens and closes no connection.
 */
export { temporalRuns } from './temporalRuns.ts'
