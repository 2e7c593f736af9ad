/** Exit codes: stable, since scripts rely on them. What is said of each stands in `--help`. */

export const ExitCode = {
  DONE: 0,
  UNFORESEEN: 1,
  USAGE: 2,
  REFUSED: 3,
  INVALID: 4,
  NOT_FOUND: 5,
  CONFLICT: 6,
  EXPORT_FAILED: 7,
  EXPORT_CANCELLED: 8,
  OUT_OF_REACH: 9,
  EXPIRED: 10,
  DAMAGED: 11,
  NOT_WRITTEN: 12,
  /** What shells say of a program that SIGINT ended. */
  INTERRUPTED: 130,
  /** What shells say of one that SIGPIPE ended. */
  OUTPUT_CLOSED: 141,
} as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

export const MEANINGS: Readonly<Record<ExitCode, string>> = {
  [ExitCode.DONE]: 'done',
  [ExitCode.UNFORESEEN]: 'something unforeseen; of doctor: a check failed',
  [ExitCode.USAGE]: 'wrong usage: an option, an argument or a setting',
  [ExitCode.REFUSED]: 'refused: the token, or what its user may do',
  [ExitCode.INVALID]: 'the request is invalid',
  [ExitCode.NOT_FOUND]: 'no such export or schedule',
  [ExitCode.CONFLICT]: 'not in this status, changed meanwhile, the key is used, or too many',
  [ExitCode.EXPORT_FAILED]: 'the export failed',
  [ExitCode.EXPORT_CANCELLED]: 'the export was cancelled',
  [ExitCode.OUT_OF_REACH]: 'a service is out of reach',
  [ExitCode.EXPIRED]: 'the file has expired',
  [ExitCode.DAMAGED]: 'the file did not arrive as its record says',
  [ExitCode.NOT_WRITTEN]: 'the file or the output could not be written',
  [ExitCode.INTERRUPTED]: 'interrupted (Ctrl-C)',
  [ExitCode.OUTPUT_CLOSED]: 'nobody reads the output any more (a closed pipe)',
}

/** By the status that the API answered with. */
export function exitCodeOfStatus(status: number): ExitCode {
  switch (status) {
    case 401:
    case 403:
      return ExitCode.REFUSED
    case 400:
    case 413:
    case 415:
    case 422:
      return ExitCode.INVALID
    case 404:
      return ExitCode.NOT_FOUND
    case 409:
    case 412:
    case 429:
      return ExitCode.CONFLICT
    case 410:
      return ExitCode.EXPIRED
    case 502:
    case 503:
    case 504:
      return ExitCode.OUT_OF_REACH
    default:
      return ExitCode.UNFORESEEN
  }
}
