/** Windows of time: half-open, in milliseconds since 1970. */

export interface Window {
  start: number
  end: number
}

/** What of the span no taken window covers, in order. Windows that are taken may overlap. */
export function gapsIn(span: Window, taken: readonly Window[]): Window[] {
  const gaps: Window[] = []
  let from = span.start
  for (const { start, end } of taken.toSorted((a, b) => a.start - b.start)) {
    if (start >= span.end) break
    if (start > from) gaps.push({ start: from, end: start })
    from = Math.max(from, end)
  }
  if (from < span.end) gaps.push({ start: from, end: span.end })
  return gaps
}
