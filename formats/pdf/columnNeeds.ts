/**
 * What each column of a table needs, in ems, so that the same needs hold at every size of type:
 * found from the cells of the first rows. Knows nothing of pages.
 */
import { assertNever, ColumnType, type ExportColumn, isText } from '../../contract/index.ts'
import type { Weight } from './fontFiles.ts'

/** Space on either side of a cell's text. */
export const PADDING = 0.6
/** Mean advance of a letter. */
const LETTER = 0.55
/** Advance of a figure: all figures are equally wide, and no other sign of a number is wider. */
const FIGURE = 0.572
/** Advances of dates in ISO 8601; those of other locales are about as wide. */
const DATE = 5.25
const DATE_TIME = 8.4
/** Advance of `Yes`. */
const YES = 1.75
/** Texts are never squeezed below this, however many columns there are: they fall into letters. */
const SQUEEZED_TEXT = 6 * LETTER
/** Longest word that is kept whole while there is room. */
const LONGEST_WORD = 16 * LETTER
/** Longest number, and longest word of a heading, that is kept whole at any cost to texts. */
const LONGEST_WHOLE = 26 * FIGURE
/** Longer texts wrap, even where a wide page alone would keep them in one line. */
const COMFORTABLE_TEXT = 40 * LETTER
/** Rows whose paragraphs are kept, spread evenly over the rows given. */
const KEPT_ROWS = 240
/** Signs of a text that are measured: enough to know that it is long. */
const MEASURED_SIGNS = 1_000

const LINE_END = /\r\n|[\r\n\u2028\u2029]/
/** Where a line may break. */
const WORD_END = /\s+|(?<=[-/])/

/** What a column would like, padding included. */
export interface ColumnNeeds {
  /** Below this it can't be read: values of fixed shape would be broken, texts fall into letters. */
  narrowest: number
  /** Below this, words of the cells would be broken. */
  words: number
  /** Below this, words of the heading would be broken too. */
  least: number
  /** Enough to read it with ease. */
  comfortable: number
  /** Enough for its widest cell. */
  most: number
  /** Widths of the paragraphs of each kept row, without padding; none where nothing can wrap. */
  paragraphs: readonly (readonly number[])[]
}

/** What the cells alone would like, without padding. */
type CellNeeds = Omit<ColumnNeeds, 'least'>

/** Gives the width of a text in ems. */
export type Measure = (text: string, weight: Weight) => number

/**
 * `texts` are the column's cells in the first rows; `example` is a value as wide as any where a type
 * has one shape, and empty where it has none.
 */
export function needsOf(
  column: ExportColumn,
  texts: readonly string[],
  example: string,
  measure: Measure,
): ColumnNeeds {
  const words = column.heading.split(WORD_END).map((word) => measure(word, 'bold'))
  const word = Math.min(Math.max(...words), LONGEST_WHOLE)
  const heading = Math.min(measure(column.heading, 'bold'), COMFORTABLE_TEXT)
  const needs = isText(column.type)
    ? textNeeds(texts, measure)
    : fixedNeeds([example, ...texts], measure)
  return {
    narrowest: needs.narrowest + 2 * PADDING,
    words: needs.words + 2 * PADDING,
    least: Math.max(needs.words, word) + 2 * PADDING,
    comfortable: Math.max(needs.comfortable, word) + 2 * PADDING,
    most: Math.max(needs.most, heading) + 2 * PADDING,
    paragraphs: needs.paragraphs,
  }
}

/** The narrowest of a column's needs before any row is read; `letters` as in `TableDocument`. */
export function narrowestOf(type: ColumnType, letters: number): number {
  return narrowestValue(type, letters) + 2 * PADDING
}

function narrowestValue(type: ColumnType, letters: number): number {
  switch (type) {
    case ColumnType.TEXT:
    case ColumnType.JSON:
      return Math.min(letters * LETTER, SQUEEZED_TEXT)
    case ColumnType.INTEGER:
    case ColumnType.DECIMAL:
    case ColumnType.MONEY:
      return Math.min(letters * FIGURE, LONGEST_WHOLE)
    case ColumnType.DATE_TIME:
      return DATE_TIME
    case ColumnType.DATE:
      return DATE
    case ColumnType.BOOLEAN:
      return YES
    default:
      return assertNever(type)
  }
}

function textNeeds(texts: readonly string[], measure: Measure): CellNeeds {
  let word = 0
  let most = 0
  const step = Math.max(1, Math.ceil(texts.length / KEPT_ROWS))
  const paragraphs: number[][] = []
  for (let row = 0; row < texts.length; row += step) {
    const text = (texts[row] ?? '').slice(0, MEASURED_SIGNS)
    const widths = text.split(LINE_END).map((paragraph) => measure(paragraph, 'regular'))
    most = Math.max(most, ...widths)
    for (const part of text.split(WORD_END)) word = Math.max(word, measure(part, 'regular'))
    paragraphs.push(widths)
  }
  return {
    narrowest: Math.min(most, SQUEEZED_TEXT),
    words: Math.min(word, LONGEST_WORD),
    comfortable: Math.min(most, COMFORTABLE_TEXT),
    most,
    paragraphs,
  }
}

function fixedNeeds(texts: readonly string[], measure: Measure): CellNeeds {
  const widest = texts.reduce((most, text) => Math.max(most, measure(text, 'regular')), 0)
  const ems = Math.min(widest, LONGEST_WHOLE)
  return { narrowest: ems, words: ems, comfortable: ems, most: ems, paragraphs: [] }
}
