/** PENDING jobs as the sweep sees them, and how it puts those on their way again that stand still. */

/** Seconds are counted by the database's clock. */
export interface OpenJob {
  id: string
  type: string
  fileType: string
  createdById: string
  attempt: number
  isStarted: boolean
  /** Whether the entry made it, which recorded its message; else Connexus' own service sends one. */
  isOurs: boolean
  /** Whether it is of a schedule. */
  isScheduled: boolean
  /** Whether its message waits in the outbox. */
  isInOutbox: boolean
  /** Whether its requester wants it stopped. */
  isCancelling: boolean
  /** Of an attempt's workflow that was promised; null where no message was taken up. */
  workflowId: string | null
  /** Since its attempt began: the first one with its record. Null where Connexus recorded no time. */
  secondsSinceAttempt: number | null
  /** 0 for a job that has not started. */
  secondsSinceStart: number
  /** Null where the attempt's message was never sent again. */
  secondsSinceSentAgain: number | null
}

export interface OpenJobs {
  /** Of our types alone, in the order of their ids, beyond `after`; none is left after an empty page. */
  page(limit: number, after?: string): Promise<OpenJob[]>
  /**
   * PENDING → PENDING in the next attempt, with its message in the outbox; false, and nothing, where
   * the record is no longer PENDING in this attempt, or has started meanwhile.
   */
  restart(job: OpenJob, message: string): Promise<boolean>
  /**
   * Puts the message of an attempt that has not started into the outbox, and notes when; false, and
   * nothing, where it started or ended meanwhile, or was sent again within the last `everySeconds`.
   */
  sendAgain(job: OpenJob, message: string, everySeconds: number): Promise<boolean>
}
