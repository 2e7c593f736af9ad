/**
 * Shapes of words whose signs take their form from one another. Remembers them: the words of a file
 * are few beside their number.
 */
import type { FontSet } from './fontSet.ts'
import type { Direction } from './shaper.ts'
import type { Shape } from './shapes.ts'
import { isHidden } from './signs.ts'

/** A part of a word that is never parted by a line's end. */
export interface WordPart {
  /** UTF-16 units of the word. */
  length: number
  /** Absent where nothing is drawn. */
  shape: Shape | undefined
  /** Whether no font has it, so that U+FFFD is shown. */
  isMissing: boolean
}

/** Words that are remembered; beyond, all are forgotten. */
const MOST_REMEMBERED = 4_096
/** Longest word, and longest sign, in code points: shaping takes the square of their length. */
const LONGEST = 64
const PIECES = new RegExp(`[^]{1,${LONGEST}}`, 'gu')
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

export class Words {
  readonly fonts: FontSet
  readonly #remembered = new Map<string, readonly WordPart[]>()

  constructor(fonts: FontSet) {
    this.fonts = fonts
  }

  /** Parts of letters that join, in the order in which they are read; a long word is cut. */
  joined(text: string): readonly WordPart[] {
    const words = text.length > LONGEST ? (text.match(PIECES) ?? []) : [text]
    return words.flatMap((word) => this.#remember(word, () => this.#word(word)))
  }

  /** Parts of signs each of which may be made of several: conjuncts, letters with marks, emoji. */
  compounds(text: string, direction: Direction): readonly WordPart[] {
    return this.#remember(`${direction} ${text}`, () =>
      Array.from(graphemes.segment(text)).flatMap(({ segment }) =>
        this.#cluster(segment, direction),
      ),
    )
  }

  #word(word: string): WordPart[] {
    const parts = this.fonts.shaperFor(word)?.word(word)
    return parts?.map((part) => ({ ...part, isMissing: false })) ?? this.#apart(word)
  }

  #remember(key: string, shape: () => WordPart[]): readonly WordPart[] {
    const known = this.#remembered.get(key)
    if (known) return known
    const parts = shape()
    if (key.length > 2 * LONGEST) return parts
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear()
    this.#remembered.set(key, parts)
    return parts
  }

  /** Composed where Unicode has a sign for the whole, as fonts and readers of text know it best. */
  #cluster(cluster: string, direction: Direction): WordPart[] {
    const text = cluster.normalize('NFC')
    if (isSingle(text))
      return this.#apart(text).map((part) => ({ ...part, length: cluster.length }))
    const shaper = cluster.length > LONGEST ? undefined : this.fonts.shaperFor(text)
    const shape = shaper?.cluster(text, direction)
    return shape ? [{ length: cluster.length, shape, isMissing: false }] : this.#apart(cluster)
  }

  /** Signs one by one, as they are set where no font has all of them. */
  #apart(text: string): WordPart[] {
    return Array.from(text, (sign) => {
      const codePoint = sign.codePointAt(0) ?? 0
      const shape = this.fonts.alone(codePoint)
      const isMissing = !shape && !isHidden(codePoint)
      return { length: sign.length, shape: isMissing ? this.fonts.replacement : shape, isMissing }
    })
  }
}

function isSingle(text: string): boolean {
  return text.length === String.fromCodePoint(text.codePointAt(0) ?? 0).length
}
