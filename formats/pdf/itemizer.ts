/**
 * Parts a paragraph into signs: each with its shape, from the first font that has it, its place in
 * the text and its level of direction. Knows nothing of lines.
 */
import bidiFactory from 'bidi-js'
import type { Direction } from './shaper.ts'
import type { Shape } from './shapes.ts'
import { firstRightToLeft, isHidden, isRightToLeft, kindOf, SignKind } from './signs.ts'
import type { WordPart, Words } from './words.ts'

/** What is never parted by a line's end. */
export interface Sign {
  shape: Shape
  /** UTF-16 units of the paragraph before it. */
  offset: number
  /** Odd where text runs from right to left. */
  level: number
  /** Whether no font has it, so that U+FFFD is shown. */
  isMissing: boolean
}

export interface Signs {
  /** In the order in which they are read. */
  signs: Sign[]
  /** Level of the paragraph: 1 where its first letter runs from right to left. */
  level: number
}

const TAB_WIDTH = 4
const SPACE = 0x20
const ZERO_WIDTH_JOINER = 0x200d
/** Would show letters in another order than the one in which they are copied: not followed. */
const OVERRIDES = /[\u202D\u202E]/g
const NO_DIRECTION = '\u200B'
const bidi = bidiFactory()

/** `direction` is the paragraph's, where it is known from text before. */
export function itemize(text: string, words: Words, direction: Direction | 'auto'): Signs {
  return new Itemizer(text, words, direction).run()
}

class Itemizer {
  readonly #text: string
  readonly #words: Words
  readonly #levels: Uint8Array | undefined
  readonly #signs: Sign[] = []
  readonly #level: number
  /** First sign of the paragraph that runs from right to left. */
  readonly #neighbour: number

  constructor(text: string, words: Words, direction: Direction | 'auto') {
    this.#text = text
    this.#words = words
    const first = firstRightToLeft(text)
    this.#neighbour = text.codePointAt(first) ?? SPACE
    if (direction !== 'rtl' && first < 0) {
      this.#level = 0
      return
    }
    const { levels, paragraphs } = bidi.getEmbeddingLevels(
      text.replaceAll(OVERRIDES, NO_DIRECTION),
      direction,
    )
    this.#levels = levels
    this.#level = paragraphs[0]?.level ?? 0
  }

  run(): Signs {
    for (let at = 0; at < this.#text.length; ) at = this.#take(at)
    return { signs: this.#signs, level: this.#level }
  }

  /** Takes what begins at a place; returns where it ends. */
  #take(at: number): number {
    const kind = this.#kindAt(at)
    const next = this.#after(at)
    if (kind === SignKind.JOINING) return this.#takeWord(at)
    if (kind === SignKind.EXTENDER && this.#leadsToJoining(at)) return this.#takeWord(at)
    if (this.#standsAlone(at)) {
      this.#single(this.#codePointAt(at), at)
      return next
    }
    return this.#takeCompounds(at)
  }

  #kindAt(at: number): SignKind | undefined {
    if (at >= this.#text.length) return undefined
    return kindOf(this.#codePointAt(at))
  }

  #codePointAt(at: number): number {
    return this.#text.codePointAt(at) ?? 0
  }

  #after(at: number): number {
    return at + (this.#codePointAt(at) > 0xffff ? 2 : 1)
  }

  #standsAlone(at: number): boolean {
    const kind = this.#kindAt(at)
    if (kind === SignKind.COMPOUND || kind === SignKind.EXTENDER) return false
    return kind !== SignKind.SIMPLE || this.#kindAt(this.#after(at)) !== SignKind.EXTENDER
  }

  #leadsToJoining(at: number): boolean {
    let end = at
    while (this.#kindAt(end) === SignKind.EXTENDER) end = this.#after(end)
    return this.#kindAt(end) === SignKind.JOINING
  }

  #takeWord(at: number): number {
    let end = at
    for (let kind = this.#kindAt(end); isOfWord(kind); kind = this.#kindAt(end)) {
      end = this.#after(end)
    }
    return this.#addParts(this.#words.joined(this.#text.slice(at, end)), at)
  }

  /** Takes all signs up to one that certainly stands alone. */
  #takeCompounds(at: number): number {
    let end = at
    let isJoined = true
    while (end < this.#text.length && (isJoined || !this.#endsCompounds(end))) {
      isJoined = this.#codePointAt(end) === ZERO_WIDTH_JOINER
      end = this.#after(end)
    }
    const direction = this.#levelAt(at) % 2 === 1 ? 'rtl' : 'ltr'
    return this.#addParts(this.#words.compounds(this.#text.slice(at, end), direction), at)
  }

  #endsCompounds(at: number): boolean {
    return this.#kindAt(at) === SignKind.JOINING || this.#standsAlone(at)
  }

  /** Adds the parts of a word that begins at a place; returns where it ends. */
  #addParts(parts: readonly WordPart[], at: number): number {
    let offset = at
    for (const { length, shape, isMissing } of parts) {
      if (shape) this.#add(shape, offset, isMissing)
      offset += length
    }
    return offset
  }

  #single(codePoint: number, at: number): void {
    const shape = this.#words.fonts.alone(codePoint)
    if (!shape) return this.#absent(codePoint, at)
    return this.#add(this.#fromRight(codePoint, at) ?? shape, at)
  }

  #absent(codePoint: number, at: number): void {
    if (isHidden(codePoint)) return
    if (kindOf(codePoint) !== SignKind.TAB) this.#add(this.#words.fonts.replacement, at, true)
    else for (let space = 0; space < TAB_WIDTH; space += 1) this.#single(SPACE, at)
  }

  /** The shape of a sign without direction where text runs from right to left. */
  #fromRight(codePoint: number, at: number): Shape | undefined {
    if (this.#levelAt(at) % 2 === 0 || isRightToLeft(codePoint)) return undefined
    const image = bidi.getMirroredCharacter(String.fromCodePoint(codePoint))?.codePointAt(0)
    return this.#words.fonts.shapeAmong(this.#neighbour, codePoint, image ?? codePoint)
  }

  #levelAt(at: number): number {
    return this.#levels?.[at] ?? 0
  }

  #add(shape: Shape, offset: number, isMissing = false): void {
    this.#signs.push({ shape, offset, level: this.#levelAt(offset), isMissing })
  }
}

function isOfWord(kind: SignKind | undefined): boolean {
  return kind === SignKind.JOINING || kind === SignKind.EXTENDER
}
