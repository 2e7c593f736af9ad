/** A line of text as it is drawn, from left to right. */
import type { Weight } from './fontFiles.ts'
import type { Typeface } from './typefaces.ts'

/** Codes of one font on one height. */
export interface Run {
  typeface: Typeface
  /** What the operator TJ takes: codes in angle brackets, and moves to the left between them. */
  shown: string
  /** Upwards from the baseline, in thousandths of an em. */
  rise: number
}

export interface Line {
  /** From left to right as they are seen. */
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
