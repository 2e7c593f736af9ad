/**
 * The fast way for most text: signs of the main font that stand alone and run from left to right,
 * set code point by code point. Keeps the codes of one paragraph at a time.
 */
import { BreakFinder } from './breakRules.ts'
import { literal } from './content.ts'
import { type FontSet, NOT_PLAIN } from './fontSet.ts'
import type { Line, Run } from './line.ts'
import { LineBreaker, type Span } from './lineBreaker.ts'
import type { Typeface } from './typefaces.ts'

export class PlainText {
  /** Advance of the paragraph at hand, in thousandths of an em. */
  advance = 0
  #text = ''
  #fonts: FontSet | undefined
  /** Codes of the paragraph, two bytes each. */
  #codes = Buffer.alloc(8_192)
  /** Advance of each of them. */
  #advances = new Float64Array(4_096)

  /** Takes a paragraph; returns false, and holds nothing of use, when it is not plain. */
  take(text: string, fonts: FontSet): boolean {
    if (text.length > this.#advances.length) this.#reserve(text.length)
    const [codes, advances] = [this.#codes, this.#advances]
    const { plainCodes, plainAdvances } = fonts
    let total = 0
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at)
      const code = plainCodes[unit] || fonts.plainCode(unit)
      if (code === NOT_PLAIN) return false
      const advance = plainAdvances[unit] ?? 0
      codes[at * 2] = code >> 8
      codes[at * 2 + 1] = code & 0xff
      advances[at] = advance
      total += advance
    }
    this.#text = text
    this.#fonts = fonts
    this.advance = total
    return true
  }

  /** Lines of the paragraph, none longer than `limit`; sizes are `scale` × thousandths of an em. */
  lines(limit: number, scale: number): Line[] {
    const whole = { from: 0, to: this.#text.length, advance: this.advance }
    if (this.advance <= limit) return [this.#line(whole, scale)]
    return this.#spans(limit).map((span) => this.#line(span, scale))
  }

  #spans(limit: number): Span[] {
    const breaker = new LineBreaker(limit)
    const finder = new BreakFinder()
    for (let at = 0; at < this.#text.length; at += 1) {
      breaker.add(this.#advances[at] ?? 0, finder.next(this.#text.charCodeAt(at), at))
    }
    breaker.end()
    return breaker.spans
  }

  #line({ from, to, advance }: Span, scale: number): Line {
    return {
      runs: from === to || !this.#fonts ? [] : [this.#run(from, to, this.#fonts.main)],
      width: advance * scale,
      isRightToLeft: false,
      missing: 0,
      offset: from,
    }
  }

  #run(from: number, to: number, typeface: Typeface): Run {
    const codes = this.#codes.toString('latin1', from * 2, to * 2)
    return { typeface, operator: `${literal(codes)}Tj\n`, rise: 0, x: 0 }
  }

  #reserve(signs: number): void {
    this.#codes = Buffer.alloc(signs * 2)
    this.#advances = new Float64Array(signs)
  }
}
