/** Text cells. Most texts are copied as they are in the row block; the few others are worked out. */
import type { TextValues } from '../../contract/rows/index.ts'
import type { ByteWriter } from '../byteWriter.ts'
import type { CellWriter, ColumnPlace } from './cellWriter.ts'
import { CellKind, cellForm } from './sheetWriter.ts'
import { fitText, MAX_LINE_FEEDS, MAX_UNITS, textElement } from './text.ts'

const SPACE = 0x20
const TAB = 0x09
const LINE_FEED = 0x0a
const UNDERSCORE = 0x5f
const LOWER_X = 0x78
/** First byte of U+F000 to U+FFFF; U+FFFE and U+FFFF begin with EF BF, and with BE or BF after it. */
const LAST_OF_PLANE = 0xef

/** 1 for bytes that may have to be written in another way. */
const NEEDS_A_LOOK = new Uint8Array(256)
for (let control = 0; control < SPACE; control += 1) NEEDS_A_LOOK[control] = 1
for (const sign of '&<>_') NEEDS_A_LOOK[sign.charCodeAt(0)] = 1
NEEDS_A_LOOK[LAST_OF_PLANE] = 1

/** Each cell is an inline string, which can't be a formula; a text that is too long is cut. */
export function textCells(values: TextValues, place: ColumnPlace): CellWriter {
  const { sheet, losses } = place
  const { nulls, ends, bytes } = values
  const form = cellForm(place.column, CellKind.TEXT, place.styles)
  return (row) => {
    if (nulls[row] === 1) return
    sheet.startCell(form)
    const from = startOf(values, row)
    if (!copyPlainText(sheet.out, bytes, from, ends[row] ?? from)) {
      const text = textOf(values, row)
      const fitted = fitText(text)
      if (fitted !== text) losses.cellsCut += 1
      sheet.out.utf8(textElement(fitted))
    }
    sheet.endCell(form)
  }
}

/** Where a row's text begins in the column's bytes. */
export function startOf({ ends }: TextValues, row: number): number {
  return row === 0 ? 0 : (ends[row - 1] ?? 0)
}

/** The text of a row, which is no NULL. */
export function textOf(values: TextValues, row: number): string {
  const { bytes, ends } = values
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return all.toString('utf8', startOf(values, row), ends[row])
}

/**
 * Writes an element with bytes `from` (included) to `to` (excluded) of `source` as they are. False,
 * with nothing written, where something in them needs more than that.
 */
function copyPlainText(out: ByteWriter, source: Uint8Array, from: number, to: number): boolean {
  // A text has no more UTF-16 units than bytes.
  if (to - from > MAX_UNITS || hasOuterSpace(source, from, to)) return false
  const start = out.length
  out.ascii('<t>')
  out.reserve(to - from)
  const { bytes } = out
  let at = out.length
  let lineFeeds = 0
  for (let i = from; i < to; i += 1) {
    const byte = source[i] ?? 0
    if (NEEDS_A_LOOK[byte] === 1) {
      if (byte === LINE_FEED) lineFeeds += 1
      if (isSpecial(source, i) || lineFeeds > MAX_LINE_FEEDS) {
        out.length = start
        return false
      }
    }
    bytes[at] = byte
    at += 1
  }
  out.length = at
  out.ascii('</t>')
  return true
}

/** Whether a byte that needs a look begins something that can't stand as it is. */
function isSpecial(source: Uint8Array, i: number): boolean {
  const byte = source[i] ?? 0
  if (byte === LINE_FEED || byte === TAB) return false
  if (byte === UNDERSCORE) return source[i + 1] === LOWER_X
  if (byte === LAST_OF_PLANE) return source[i + 1] === 0xbf && (source[i + 2] ?? 0) >= 0xbe
  return true
}

/** White space is in ASCII at most U+0020, as are the controls. */
function hasOuterSpace(source: Uint8Array, from: number, to: number): boolean {
  return to > from && ((source[from] ?? 0) <= SPACE || (source[to - 1] ?? 0) <= SPACE)
}
