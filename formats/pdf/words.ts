/**
 * Shapes of words whose signs take their form from one another. Remembers them: the words of a file
 * are few beside their number.
 */
import type { FontSet } from './fontSet.ts'
import type { Direction } from './shaper.ts'
import type { Shape } from './shapes.ts'

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
/** Longer ones, in UTF-16 units, are hardly words, and would take much memory. */
const LONGEST_REMEMBERED = 64
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

export class Words {
  readonly fonts: FontSet
  readonly #remembered = new Map<string, readonly WordPart[]>()

  constructor(fonts: FontSet) {
    this.fonts = fonts
  }

  /** Parts of a word of letters that join, in the order in which they are read. */
  joined(word: string): readonly WordPart[] {
    return this.#remember(word, () => {
      const parts = this.fonts.shaperFor(word)?.word(word)
      return parts?.map((part) => ({ ...part, isMissing: false })) ?? this.#apart(word)
    })
  }

  /** Parts of signs each of which may be made of several: conjuncts, letters with marks, emoji. */
  compounds(text: string, direction: Direction): readonly WordPart[] {
    return this.#remember(`${direction} ${text}`, () =>
      Array.from(graphemes.segment(text)).flatMap(({ segment }) =>
        this.#cluster(segment, direction),
      ),
    )
  }

  #remember(key: string, shape: () => WordPart[]): readonly WordPart[] {
    const known = this.#remembered.get(key)
    if (known) return known
    const parts = shape()
    if (key.length > LONGEST_REMEMBERED) return parts
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear()
    this.#remembered.set(key, parts)
    return parts
  }

  /** Composed where Unicode has a sign for the whole, as fonts and readers of text know it best. */
  #cluster(cluster: string, direction: Direction): WordPart[] {
    const text = cluster.normalize('NFC')
    const [first, ...others] = this.#apart(text)
    if (first && others.length === 0) return [{ ...first, length: cluster.length }]
    const shape = this.fonts.shaperFor(text)?.cluster(text, direction)
    return shape ? [{ length: cluster.length, shape, isMissing: false }] : this.#apart(cluster)
  }

  /** Signs one by one, as they are set where no font has all of them. */
  #apart(text: string): WordPart[] {
    return Array.from(text, (sign) => {
      const { shape, isHidden } = this.fonts.entry(sign.codePointAt(0) ?? 0)
      const { length } = sign
      if (isHidden) return { length, shape: undefined, isMissing: false }
      return { length, shape: shape ?? this.fonts.replacement, isMissing: !shape }
    })
  }
}
