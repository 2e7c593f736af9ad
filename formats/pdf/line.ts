/** A line of text as it is drawn. */
import type { Weight } from './fontFiles.ts'
import type { Typeface } from './typefaces.ts'

/** Codes of one font on one height. */
export interface Run {
  typeface: Typeface
  /** Holds the codes as they stand between the brackets of a PDF's string, and others. */
  bytes: Uint8Array
  /** First byte of this run, and the one behind its last. */
  from: number
  to: number
  /** Whether there are moves among the codes, to the left in thousandths of an em: `)move(`. */
  hasMoves: boolean
  /** Upwards from the baseline, in thousandths of an em. */
  rise: number
  /** From the line's left edge, in thousandths of an em; undefined behind the run before. */
  x: number | undefined
}

export interface Line {
  /** In the order in which they are read: where directions mix, not always from left to right. */
  runs: Run[]
  /** In points. */
  width: number
  /** Whether its paragraph runs from right to left, and so begins at the right. */
  isRightToLeft: boolean
  /** Signs in it that no font has. */
  missing: number
  /** UTF-16 units of its paragraph before it. */
  offset: number
}

/** Lines of a text, which may be made only when they are asked for. */
export interface Lines {
  readonly length: number
  slice(from: number, to: number): Line[]
}

export interface TextStyle {
  weight: Weight
  /** In points. */
  size: number
}
