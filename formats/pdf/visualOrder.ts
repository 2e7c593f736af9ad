/** The order in which parts of both directions are seen: rule L2 of the Unicode bidi algorithm. */

/** `parts` come in the order in which they are read; odd levels run from right to left. */
export function visualOrder<Part extends { level: number }>(parts: readonly Part[]): Part[] {
  const seen = [...parts]
  const highest = Math.max(0, ...parts.map(({ level }) => level))
  for (let level = highest; level > 0; level -= 1) {
    for (let from = 0; from < seen.length; from += 1) {
      let to = from
      while (to < seen.length && (seen[to]?.level ?? 0) >= level) to += 1
      if (to - from > 1) seen.splice(from, to - from, ...seen.slice(from, to).toReversed())
      from = Math.max(from, to)
    }
  }
  return seen
}
