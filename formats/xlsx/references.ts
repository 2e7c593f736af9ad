/** Names of cells: columns as letters, ranges. */

/** Letters of a column, from 0: `A` … `Z`, `AA` … `XFD`. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}

/** `A1:D25`: the range of a sheet's first `columns` columns and first `rows` rows. */
export function rangeOf(columns: number, rows: number): string {
  return `A1:${columnLetters(columns - 1)}${rows}`
}
