/** What a step of the sweep has done. */

/** Most that one step of one sweep ends; what is left is the next one's. */
export const MOST = 500

export interface StepReport {
  /** How many of each kind; kinds are the step's own words. */
  counts: Record<string, number>
  /** Whether there was more than one step may do. */
  isMoreLeft: boolean
}
