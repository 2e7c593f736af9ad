/**
 * Writes rows, and what stands around the values of their cells, as bytes of a sheet's XML. Every
 * row and every cell says where it is, since many readers need it.
 */
import { ByteWriter } from '../byteWriter.ts'
import { columnLetters } from './references.ts'
import { heightAttributes } from './rowHeights.ts'
import type { CellStyles } from './styles.ts'

const ZERO = 0x30
/** Digits of the largest whole number that is written, 2 ** 32 - 1. */
const MAX_DIGITS = 10

const ROW_START = ascii('<row r="')
const ROW_MIDDLE = ascii('">')
const ROW_END = ascii('</row>')

export const CellKind = { NUMBER: 'number', BOOLEAN: 'boolean', TEXT: 'text' } as const
export type CellKind = (typeof CellKind)[keyof typeof CellKind]

/** What stands between a cell's style and its value, and behind the value. */
const KIND_PARTS: Record<CellKind, { before: string; after: string }> = {
  [CellKind.NUMBER]: { before: '><v>', after: '</v></c>' },
  [CellKind.BOOLEAN]: { before: ' t="b"><v>', after: '</v></c>' },
  // Inline texts can't be formulas.
  [CellKind.TEXT]: { before: ' t="inlineStr"><is>', after: '</is></c>' },
}

/** What all cells of one column and kind share. */
export interface CellForm {
  /** `<c r="B`, which the row's number follows. */
  start: Uint8Array
  /** `" s="2"><v>`, which the value follows, in a row of one line. */
  middle: Uint8Array
  /** The same in a row of several lines. */
  tallMiddle: Uint8Array
  /** `</v></c>` */
  end: Uint8Array
}

/** `column` counts from 0. */
export function cellForm(column: number, kind: CellKind, { usual, tall }: CellStyles): CellForm {
  const { before, after } = KIND_PARTS[kind]
  return {
    start: ascii(`<c r="${columnLetters(column)}`),
    middle: ascii(`"${styleAttribute(usual)}${before}`),
    tallMiddle: ascii(`"${styleAttribute(tall)}${before}`),
    end: ascii(after),
  }
}

export class SheetWriter {
  /** Takes the values of cells between `startCell` and `endCell`. */
  readonly out = new ByteWriter(1024 * 1024)
  readonly #rowDigits = new Uint8Array(MAX_DIGITS)
  #rowDigitCount = 0
  #isTall = false

  /** `row` counts from 1; `lines` are those of the row's tallest text. */
  startRow(row: number, lines: number): void {
    this.#rowDigitCount = putDigits(row, this.#rowDigits, 0, digitCount(row))
    this.#isTall = lines > 1
    this.out.copy(ROW_START, 0, ROW_START.length)
    this.out.copy(this.#rowDigits, 0, this.#rowDigitCount)
    if (this.#isTall) this.out.ascii(`"${heightAttributes(lines)}>`)
    else this.out.copy(ROW_MIDDLE, 0, ROW_MIDDLE.length)
  }

  endRow(): void {
    this.out.copy(ROW_END, 0, ROW_END.length)
  }

  startCell({ start, middle, tallMiddle }: CellForm): void {
    this.out.copy(start, 0, start.length)
    this.out.copy(this.#rowDigits, 0, this.#rowDigitCount)
    const rest = this.#isTall ? tallMiddle : middle
    this.out.copy(rest, 0, rest.length)
  }

  endCell({ end }: CellForm): void {
    this.out.copy(end, 0, end.length)
  }

  /** Writes a whole number from 0 to 2 ** 32 - 1. */
  integer(value: number): void {
    this.out.reserve(MAX_DIGITS)
    this.out.length = putDigits(value, this.out.bytes, this.out.length, digitCount(value))
  }
}

/** How many digits a whole number below 2 ** 32 has. */
function digitCount(value: number): number {
  let count = 1
  for (let rest = value; rest >= 10; rest = (rest / 10) >>> 0) count += 1
  return count
}

/**
 * Puts the last `count` digits of a whole number below 2 ** 32 at `at`, or zeros where it has fewer;
 * gives where they end. The room must be there.
 */
export function putDigits(value: number, bytes: Uint8Array, at: number, count: number): number {
  let rest = value
  for (let i = at + count - 1; i >= at; i -= 1) {
    const tens = (rest / 10) >>> 0
    bytes[i] = ZERO + rest - tens * 10
    rest = tens
  }
  return at + count
}

function styleAttribute(style: number): string {
  return style === 0 ? '' : ` s="${style}"`
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
