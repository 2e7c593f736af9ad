/**
 * Live progress of exports from what their runs say: step, rows, a percent that never goes back, and
 * the seconds that are expected still. Writes nothing, and asks nothing while nobody watches. Knows
 * runs by `ExportRuns` alone, and neither records nor who may watch.
 */
export * from './progressHub.ts'
