/** An error in a few words, for a failure's message. */

/** Longest text of a cause that goes into history, in characters: history has limits. */
const LONGEST_CAUSE = 300

export function causeOf(error: unknown): string {
  const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return cause.slice(0, LONGEST_CAUSE)
}
