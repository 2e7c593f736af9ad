/**
 * The runs of exports in Temporal, to be watched and cancelled. Does not start workflows, which is the
 * bridge's, nor keep times, which is the timetable's (`scheduling/`).
 */
export { type TemporalClientOptions, temporalClient } from './temporalClient.ts'
export { temporalRuns } from './temporalRuns.ts'
