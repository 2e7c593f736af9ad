/** Statuses as people read them: `PENDING_APPROVAL` is `Pending approval`. */

const known = new Map<string, string>()

/** Works for any status in capitals, also one that Connexus adds later. */
export function statusWords(status: string): string {
  const found = known.get(status)
  if (found !== undefined) return found
  const words = status.charAt(0) + status.slice(1).toLowerCase().replaceAll('_', ' ')
  known.set(status, words)
  return words
}
