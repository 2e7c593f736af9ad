/** What a check found, and how checks are run: each within a time limit, whatever others found. */
import { describeError } from '../../../stores/index.ts'

export const FindingState = {
  OK: 'OK',
  /** Works, but somebody should look. */
  WARNING: 'WARNING',
  FAILED: 'FAILED',
  /** Not checked, since something that it needs is missing or failed. */
  SKIPPED: 'SKIPPED',
} as const
export type FindingState = (typeof FindingState)[keyof typeof FindingState]

export interface Outcome {
  state: FindingState
  message: string
  /** What to do, where something is to be done. */
  remedy?: string
}

export interface Finding extends Outcome {
  check: string
}

export interface Check {
  name: string
  /** What to do where it rejects or takes too long. */
  remedy: string
  run: () => Promise<Outcome>
}

/** Checks of one thing: where the first fails, the others have nothing to look at. */
export interface CheckGroup {
  checks: readonly [Check, ...Check[]]
  /** Ends what the checks have opened. */
  close?: () => Promise<void> | void
}

const TIME_LIMIT_MS = 12_000

export const ok = (message: string): Outcome => ({ state: FindingState.OK, message })
export const skipped = (message: string): Outcome => ({ state: FindingState.SKIPPED, message })

export function warning(message: string, remedy: string): Outcome {
  return { state: FindingState.WARNING, message, remedy }
}

export function failed(message: string, remedy: string): Outcome {
  return { state: FindingState.FAILED, message, remedy }
}

/** Findings in the order of the checks. Never rejects. */
export async function runGroup({ checks, close }: CheckGroup): Promise<Finding[]> {
  const findings = await runChecks(checks)
  try {
    await close?.()
  } catch {
    // What could not be closed ends with the process; what was found stands.
  }
  return findings
}

async function runChecks([first, ...others]: CheckGroup['checks']): Promise<Finding[]> {
  const finding = await runCheck(first)
  if (finding.state === FindingState.FAILED || finding.state === FindingState.SKIPPED) {
    const why = `Not checked: see ${first.name}.`
    return [finding, ...others.map(({ name }) => ({ check: name, ...skipped(why) }))]
  }
  return [finding, ...(await Promise.all(others.map(runCheck)))]
}

async function runCheck({ name, remedy, run }: Check): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Outcome>((resolve) => {
    const say = () => resolve(failed(`No answer within ${TIME_LIMIT_MS / 1_000} seconds.`, remedy))
    timer = setTimeout(say, TIME_LIMIT_MS)
  })
  try {
    return { check: name, ...(await Promise.race([run(), late])) }
  } catch (error) {
    return { check: name, ...failed(describeError(error), remedy) }
  } finally {
    clearTimeout(timer)
  }
}
