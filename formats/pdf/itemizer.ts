/**
 * Parts a paragraph into signs: each with its shape, from the first font that has it, its place in
 * the text and its level of direction. Knows nothing of lines.
 */
import bidiFactory from 'bidi-js'
import type { FontSet } from './fontSet.ts'
import type { Direction, Shaper } from './shaper.ts'
import type { Shape } from './shapes.ts'
import { firstRightToLeft, isRightToLeft, SignKind } from './signs.ts'

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
const bidi = bidiFactory()
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** `direction` is the paragraph's, where it is known from text before. */
export function itemize(text: string, fonts: FontSet, direction: Direction | 'auto'): Signs {
  return new Itemizer(text, fonts, direction).run()
}

class Itemizer {
  readonly #text: string
  readonly #fonts: FontSet
  readonly #levels: Uint8Array | undefined
  readonly #signs: Sign[] = []
  readonly #level: number
  /** First sign of the paragraph that runs from right to left. */
  readonly #neighbour: number

  constructor(text: string, fonts: FontSet, direction: Direction | 'auto') {
    this.#text = text
    this.#fonts = fonts
    const first = firstRightToLeft(text)
    this.#neighbour = text.codePointAt(first) ?? SPACE
    if (direction !== 'rtl' && first < 0) {
      this.#level = 0
      return
    }
    const { levels, paragraphs } = bidi.getEmbeddingLevels(text, direction)
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
    return this.#fonts.entry(this.#codePointAt(at)).kind
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
    const word = this.#text.slice(at, end)
    const shaper = this.#fonts.shaperFor(word)
    if (!shaper) this.#apart(word, at)
    else this.#word(word, at, shaper)
    return end
  }

  #word(word: string, at: number, shaper: Shaper): void {
    let offset = at
    for (const { length, shape } of shaper.word(word)) {
      this.#add(shape, offset)
      offset += length
    }
  }

  /** Takes all signs up to one that certainly stands alone. */
  #takeCompounds(at: number): number {
    let end = at
    let isJoined = true
    while (end < this.#text.length && (isJoined || !this.#endsCompounds(end))) {
      isJoined = this.#codePointAt(end) === ZERO_WIDTH_JOINER
      end = this.#after(end)
    }
    for (const { segment, index } of graphemes.segment(this.#text.slice(at, end))) {
      this.#cluster(segment, at + index)
    }
    return end
  }

  #endsCompounds(at: number): boolean {
    return this.#kindAt(at) === SignKind.JOINING || this.#standsAlone(at)
  }

  #cluster(cluster: string, at: number): void {
    const text = cluster.normalize('NFC')
    const [first = 0, second] = Array.from(text, (sign) => sign.codePointAt(0) ?? 0)
    if (second === undefined) return this.#single(first, at)
    const shaper = this.#fonts.shaperFor(text)
    if (!shaper) return this.#apart(cluster, at)
    return this.#add(shaper.cluster(text, this.#levelAt(at) % 2 === 1 ? 'rtl' : 'ltr'), at)
  }

  /** Sets signs one by one where no font has all of them. */
  #apart(text: string, at: number): void {
    let offset = at
    for (const sign of text) {
      this.#single(sign.codePointAt(0) ?? 0, offset)
      offset += sign.length
    }
  }

  #single(codePoint: number, at: number): void {
    const { kind, shape, isHidden } = this.#fonts.entry(codePoint)
    if (isHidden) return
    if (kind === SignKind.TAB) return this.#tab(at)
    if (!shape) return this.#add(this.#fonts.replacement, at, true)
    return this.#add(this.#fromRight(codePoint, at) ?? shape, at)
  }

  #tab(at: number): void {
    for (let space = 0; space < TAB_WIDTH; space += 1) this.#single(SPACE, at)
  }

  /** The shape of a sign without direction where text runs from right to left. */
  #fromRight(codePoint: number, at: number): Shape | undefined {
    if (this.#levelAt(at) % 2 === 0 || isRightToLeft(codePoint)) return undefined
    const image = bidi.getMirroredCharacter(String.fromCodePoint(codePoint))?.codePointAt(0)
    return this.#fonts.shapeAmong(this.#neighbour, codePoint, image ?? codePoint)
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
