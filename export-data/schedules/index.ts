/**
 * Exports that recur, for the people who own them. What a schedule is due for is recorded first, then
 * Temporal is told; whatever is cut short in between, the sweep finishes.
 */
export { createSchedules } from './createSchedules.ts'
export type { KnownRevision, Schedules } from './schedules.ts'
