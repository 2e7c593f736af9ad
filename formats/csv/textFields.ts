/**
 * Writes texts as CSV fields, byte by byte: quoted where RFC 4180 wants it, disarmed where a
 * spreadsheet would run them. Most texts need neither and are copied while they are looked at.
 */
import type { ByteWriter } from '../byteWriter.ts'
import { INNER_SIGNS, isInnerSign, STARTS, startsAsFormula } from './formulaGuard.ts'

export const CR = 0x0d
export const LF = 0x0a
const TAB = 0x09
const SPACE = 0x20
const QUOTE = 0x22
const APOSTROPHE = 0x27
const COMMA = 0x2c
const DOT = 0x2e
const SEMICOLON = 0x3b
const BACKSLASH = 0x5c
/** The byte-order mark, U+FEFF. */
const MARK_1 = 0xef
const MARK_2 = 0xbb
const MARK_3 = 0xbf

/** What a byte means to a field; bits, of which a byte can have several. */
const NEEDS_QUOTES = 1
const IS_QUOTE = 2
const SIGN = 4
/** Ends a field, but not in this file. */
const SEPARATOR = 8
/** A field that starts with it needs a closer look. */
const START = 16

/** Room for what surrounds a text and, as a rule, for the rest of its record. */
const ROOM_BEHIND = 16 * 1024

export interface FieldOptions {
  delimiter: ',' | ';' | '\t'
  /** Whether formulas are disarmed. */
  formulaGuard: boolean
}

export class TextFields {
  readonly #classes = new Uint8Array(256)
  readonly #isGuarded: boolean

  constructor({ delimiter, formulaGuard }: FieldOptions) {
    this.#isGuarded = formulaGuard
    const own = delimiter.charCodeAt(0)
    this.#mark(NEEDS_QUOTES, [own, QUOTE, CR, LF])
    this.#mark(IS_QUOTE, [QUOTE])
    this.#mark(START, [APOSTROPHE, BACKSLASH, MARK_1])
    if (!formulaGuard) return
    this.#mark(START, STARTS)
    this.#mark(SIGN, INNER_SIGNS)
    // Lines end at CR and LF whatever the reader's separator: it may not see the field's quotes.
    const separators = [COMMA, SEMICOLON, TAB, CR, LF]
    this.#mark(
      SEPARATOR,
      separators.filter((byte) => byte !== own),
    )
  }

  #mark(bit: number, bytes: number[]): void {
    for (const byte of bytes) this.#classes[byte] = (this.#classes[byte] ?? 0) | bit
  }

  /** Writes the text that lies in `source` from `from` (included) to `to` (excluded). */
  write(writer: ByteWriter, source: Uint8Array, from: number, to: number): void {
    const classes = this.#classes
    // Each byte may get one more. All at once, since each growing of a huge text's room is a copy.
    writer.reserve((to - from) * 2 + ROOM_BEHIND)
    const { bytes, length } = writer
    const shift = length - from
    let seen = 0
    for (let i = from; i < to; i += 1) {
      const byte = source[i] ?? 0
      bytes[i + shift] = byte
      seen |= classes[byte] ?? 0
    }
    const first = from < to ? (classes[source[from] ?? 0] ?? 0) : START
    if ((seen & NEEDS_QUOTES) === 0 && (first & START) === 0 && !hasInnerSigns(seen)) {
      writer.length = length + to - from
      return
    }
    const isFormula = this.#isGuarded && (first & START) !== 0 && startsAsFormula(source, from, to)
    const isQuoted = isFormula || (seen & NEEDS_QUOTES) !== 0 || isMistakable(source, from, to)
    if (isQuoted) put(writer, QUOTE)
    if (isFormula) put(writer, APOSTROPHE)
    if ((seen & IS_QUOTE) !== 0 || hasInnerSigns(seen)) this.#writeMarked(writer, source, from, to)
    else writer.copy(source, from, to)
    if (isQuoted) put(writer, QUOTE)
  }

  /** Doubles quotes, and puts an apostrophe before what is a formula to a reader of other separators. */
  #writeMarked(writer: ByteWriter, source: Uint8Array, from: number, to: number): void {
    const { bytes } = writer
    let at = writer.length
    let isBehindSeparator = false
    for (let i = from; i < to; i += 1) {
      const byte = source[i] ?? 0
      if (byte === QUOTE) {
        bytes[at] = QUOTE
        at += 1
      } else if (isBehindSeparator && byte !== SPACE && byte !== TAB) {
        if (isInnerSign(source, i, to)) {
          bytes[at] = APOSTROPHE
          at += 1
        }
        isBehindSeparator = false
      }
      if (((this.#classes[byte] ?? 0) & SEPARATOR) !== 0) isBehindSeparator = true
      bytes[at] = byte
      at += 1
    }
    writer.length = at
  }
}

/** Writes a byte for which there is room. */
function put(writer: ByteWriter, byte: number): void {
  writer.bytes[writer.length] = byte
  writer.length += 1
}

function hasInnerSigns(seen: number): boolean {
  return (seen & SIGN) !== 0 && (seen & SEPARATOR) !== 0
}

/**
 * The empty text, which must differ from NULL; a text that starts like a disarmed one, or with a
 * byte-order mark, which readers would drop at the file's start; and `\.`, which alone in a line ends
 * PostgreSQL's COPY.
 */
function isMistakable(source: Uint8Array, from: number, to: number): boolean {
  if (from === to || source[from] === APOSTROPHE) return true
  if (source[from] === MARK_1) return source[from + 1] === MARK_2 && source[from + 2] === MARK_3
  return to - from === 2 && source[from] === BACKSLASH && source[from + 1] === DOT
}
