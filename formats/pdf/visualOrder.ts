/** The order in which signs of both directions are seen: rule L2 of the Unicode bidi algorithm. */

/** `signs` come in the order in which they are read; odd levels run from right to left. */
export function visualOrder<Sign extends { level: number }>(signs: readonly Sign[]): Sign[] {
  const seen = [...signs]
  const levels = signs.map(({ level }) => level)
  const highest = Math.max(0, ...levels)
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
