/** Rows of texts as a table for people. Its columns are as wide as what stands in them. */
import { padded, plain, widthOf } from './text.ts'

/** Lines with a heading; each ends with a line feed. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [headings, ...rows].map((row) => row.map(plain))
  const widths = headings.map((_, column) =>
    Math.max(...cells.map((row) => widthOf(row[column] ?? ''))),
  )
  return cells
    .map((row) => row.map((cell, column) => padded(cell, widths[column] ?? 0)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('')
}
