/**
 * The workflows. Deterministic: they see the contract and the types of the activities, and nothing
 * that reads a clock, a file, the network or the environment.
 */
export { exportTable } from './exportTable.ts'
export { sendNotices } from './sendNotices.ts'
