/** Guards a joined file against rows that got lost on their way. */

/** Throws when a file is about to end with another number of fragments than were planned. */
export function checkFragments(joined: number, planned: number): void {
  if (joined === planned) return
  throw new Error(`The file would end after ${joined} of ${planned} fragments`)
}
