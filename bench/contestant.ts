/** What takes part in a comparison, and what was found out about it. */

/** One run of one contestant. */
export interface Sample {
  /** Wall time. */
  seconds: number
  /** User and system time of all threads; undefined where several processes share the work. */
  cpuSeconds?: number
  /** Peak of resident memory, in MiB. */
  peakMb: number
  /** Size of the file that was written. */
  bytes: number
}

export interface Contestant {
  /** Short, with the version where it has one: `libxlsxwriter 1.1.4`. */
  name: string
  /** How it is used, in a few words. */
  how: string
  isOurs: boolean
  /** Undefined where it can run; else the command that would install it. */
  missing?: string
  /** Writes the file once, as a process of its own wherever it can. Rejects when it fails. */
  run(output: string): Promise<Sample>
  /** Rejects, with what differs, when the file does not hold the rows. */
  check(file: string): Promise<void>
}

/** A comparison: everyone writes the same rows. */
export interface Comparison {
  /** `1,000,000 rows to XLSX`, for example. */
  title: string
  contestants: Contestant[]
}

/** What became of a contestant. */
export type Outcome =
  | { kind: 'measured'; samples: Sample[] }
  | { kind: 'failed'; reason: string }
  | { kind: 'missing'; install: string }

export interface Result {
  contestant: Pick<Contestant, 'name' | 'how' | 'isOurs'>
  outcome: Outcome
}

export interface ComparisonResult {
  title: string
  results: Result[]
}
