/**
 * The workflows. Deterministic: they see the contract and the types of the activities, and nothing
 * that reads a clock, a file, the network or the environment.
 */
export { backfillExports } from './backfillExports.ts'
export { exportTable } from './exportTable.ts'
export { recurringExports } from './recurringExports.ts'
export { sendNotices } from './sendNotices.ts'
export { type SweepReport, sweep } from './sweep.ts'
