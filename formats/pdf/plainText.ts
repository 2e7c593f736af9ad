/**
 * The fast way for most text: signs of the main font that stand alone and run from left to right,
 * set code point by code point. Holds one paragraph at a time.
 */
import { BreakFinder } from './breakRules.ts'
import { type FontSet, NOT_PLAIN } from './fontSet.ts'
import type { Line, Run } from './line.ts'
import { LineBreaker, type Span } from './lineBreaker.ts'
import type { Typeface } from './typefaces.ts'

/** Bytes of codes that are held together: lines refer to them, without a string for each. */
const CHUNK = 64 * 1024
const NO_ADVANCES = new Float64Array(0)

export class PlainText {
  /** Advance of the paragraph at hand, in thousandths of an em. */
  advance = 0
  #text = ''
  #fonts: FontSet | undefined
  /** Codes of the lines set last, two bytes each, and from `#start` on those of the paragraph. */
  #codes = new Uint8Array(CHUNK)
  #start = 0

  /** Takes a paragraph; returns false, and holds nothing of use, when it is not plain. */
  take(text: string, fonts: FontSet): boolean {
    this.#reserve(text.length)
    const [codes, start] = [this.#codes, this.#start]
    const { plainCodes, plainAdvances } = fonts
    let total = 0
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at)
      const code = plainCodes[unit] || fonts.plainCode(unit)
      if (code === NOT_PLAIN) return false
      codes[start + at * 2] = code >> 8
      codes[start + at * 2 + 1] = code & 0xff
      total += plainAdvances[unit] ?? 0
    }
    this.#text = text
    this.#fonts = fonts
    this.advance = total
    return true
  }

  /**
   * Lines of the paragraph, none longer than `limit`; sizes are `scale` × thousandths of an em. To be
   * called once: the next paragraph's codes come behind this one's.
   */
  lines(limit: number, scale: number): Line[] {
    const lines =
      this.advance <= limit
        ? [this.#line(0, this.#text.length, this.advance, scale)]
        : this.#spans(limit, this.#fonts?.plainAdvances).map(({ from, to, advance }) =>
            this.#line(from, to, advance, scale),
          )
    this.#start += 2 * this.#text.length
    return lines
  }

  #spans(limit: number, advances = NO_ADVANCES): Span[] {
    const breaker = new LineBreaker(limit)
    const finder = new BreakFinder()
    for (let at = 0; at < this.#text.length; at += 1) {
      const unit = this.#text.charCodeAt(at)
      breaker.add(advances[unit] ?? 0, finder.next(unit, at))
    }
    breaker.end()
    return breaker.spans
  }

  #line(from: number, to: number, advance: number, scale: number): Line {
    return {
      runs: from === to || !this.#fonts ? [] : [this.#run(from, to, this.#fonts.main)],
      width: advance * scale,
      isRightToLeft: false,
      missing: 0,
      offset: from,
    }
  }

  #run(from: number, to: number, typeface: Typeface): Run {
    return {
      typeface,
      bytes: this.#codes,
      from: this.#start + 2 * from,
      to: this.#start + 2 * to,
      hasMoves: false,
      rise: 0,
      x: 0,
    }
  }

  #reserve(signs: number): void {
    if (this.#start + 2 * signs <= this.#codes.length) return
    this.#codes = new Uint8Array(Math.max(CHUNK, 2 * signs))
    this.#start = 0
  }
}
