/**
 * What the states of one run come to for its requester. Remembers what a single state does not tell:
 * the step before, the rows that were expected first, and how fast they came.
 */
import { type ExportProgress, ExportStep, type FileType } from '../../contract/index.ts'
import type { RunState } from '../exportRuns.ts'
import { type OpenStep, shareDone } from './completion.ts'
import { SteadyPercent } from './steadyPercent.ts'
import { TimeLeft, type Work } from './timeLeft.ts'

/** The attempt that is watched. */
export interface WatchedJob {
  exportId: string
  attempt: number
  workflowId: string
  fileType: FileType
}

/** Takes away what nobody needs once the outcome is on the record. */
export const LAST_STEP = 'removeStaged'

/** What each step is to the requester; while one of the others runs, the step before is shown. */
const SHOWN: Readonly<Record<string, OpenStep | undefined>> = {
  markProcessing: ExportStep.CHECKING,
  fetchRows: ExportStep.FETCHING,
  renderFile: ExportStep.RENDERING,
  uploadFile: ExportStep.PUBLISHING,
  recordCompletion: ExportStep.PUBLISHING,
  recordFailure: undefined,
  recordCancellation: undefined,
  [LAST_STEP]: undefined,
}

/** What is shown of a step. */
interface Shown {
  step: OpenStep
  rows: number
  of: number | null
}

const NOTHING_YET: Shown = { step: ExportStep.WAITING, rows: 0, of: null }

export class RunProgress {
  readonly #job: WatchedJob
  readonly #percent = new SteadyPercent()
  readonly #timeLeft = new TimeLeft()
  #shown = NOTHING_YET
  #expected: number | null = null
  #share = 0
  /** The step that no worker had when last looked at. */
  #queued: string | undefined

  constructor(job: WatchedJob) {
    this.#job = job
  }

  /** A watcher has seen this percent of the attempt, and must not see less. */
  raise(percent: number): void {
    this.#percent.raise(percent)
  }

  percentNow(): number {
    return this.#percent.at(this.#share)
  }

  /** The progress now; `state` is undefined where no run exists. `at` in milliseconds of a steady clock. */
  after(state: RunState | undefined, at: number): ExportProgress {
    const shown = this.#show(state)
    this.#expect(shown)
    this.#shown = shown
    if (shown.step !== ExportStep.WAITING) {
      this.#share = shareDone(this.#job.fileType, { ...shown, expected: this.#expected })
    }
    const { exportId, attempt } = this.#job
    return {
      exportId,
      attempt,
      ...shown,
      percent: this.percentNow(),
      secondsLeft: this.#timeLeft.after(this.#work(state), at),
      trouble: state?.trouble ?? null,
    }
  }

  #show(state: RunState | undefined): Shown {
    const before = this.#queued
    this.#queued = undefined
    const step = state?.step === undefined ? undefined : SHOWN[state.step]
    if (!state || !step) return this.#shown
    if (!state.isStarted && state.tries <= 1) {
      this.#queued = state.step
      // A step is scheduled for a moment before a worker takes it, which is no wait.
      return before === state.step ? NOTHING_YET : this.#shown
    }
    const { rows, of } = state.details ?? { rows: 0, of: 0 }
    return { step, rows, of: of === 0 ? null : of }
  }

  /** `of` grows with the rows where too few were expected; what was expected then stays. */
  #expect({ step, rows, of }: Shown): void {
    const isKept = of !== null && step === this.#shown.step && rows >= of
    if (!isKept || this.#expected === null) this.#expected = of
  }

  #work(state: RunState | undefined): Work {
    const { step, rows } = this.#shown
    const isIdle = step === ExportStep.WAITING || step === ExportStep.CHECKING
    const waitsForNextTry = state?.step !== undefined && !state.isStarted && state.tries > 1
    const isBeyondExpected = this.#expected !== null && rows > this.#expected
    const isForeseeable = !isIdle && !waitsForNextTry && !isBeyondExpected
    return { share: this.#share, stage: step, isForeseeable }
  }
}
