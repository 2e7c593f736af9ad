/**
 * What is drawn on one page, as PDF operators. Gathers the whole page before it is written: one
 * write a page is several times faster than one a cell. Points count from the lower left corner.
 */
import type { Typeface } from './typefaces.ts'
import type { Line } from './typesetter.ts'

/** Shades of grey, 0 black to 1 white. */
export const Shade = { INK: 0.13, QUIET: 0.42, EDGE: 0.6, RULE: 0.84, BAND: 0.95 } as const
export type Shade = (typeof Shade)[keyof typeof Shade]

/** Marks what belongs to the page rather than to the table; screen readers leave it out. */
export const PAGINATION = '/Artifact <</Type /Pagination>>'

const RULE_WIDTH = 0.5

export class Canvas {
  /** Fonts that the page's resources must name. */
  readonly typefaces = new Set<Typeface>()
  readonly #bands: string[] = []
  readonly #rules = new Map<Shade, string[]>()
  readonly #texts: string[] = []
  #font = ''
  #shade: Shade = Shade.INK

  /** Fills a rectangle behind everything else; `bottom` is its lower edge. */
  band(left: number, bottom: number, width: number, height: number): void {
    this.#bands.push(`${points(left)} ${points(bottom)} ${points(width)} ${points(height)} re`)
  }

  rule(x1: number, y1: number, x2: number, y2: number, shade: Shade = Shade.RULE): void {
    const rules = this.#rules.get(shade) ?? []
    rules.push(`${points(x1)} ${points(y1)} m ${points(x2)} ${points(y2)} l`)
    this.#rules.set(shade, rules)
  }

  /** Draws a line of text whose baseline begins at a point. */
  text(line: Line, x: number, baseline: number, size: number, shade: Shade = Shade.INK): void {
    if (line.runs.length === 0) return
    if (shade !== this.#shade) {
      this.#shade = shade
      this.#texts.push(`${shade} g`)
    }
    this.#texts.push(`1 0 0 1 ${points(x)} ${points(baseline)} Tm`)
    for (const { typeface, codes } of line.runs) {
      this.#useFont(typeface, size)
      this.#texts.push(`<${codes}> Tj`)
    }
  }

  /** Opens a part of the texts that readers take together, or leave out; `close` ends it. */
  open(mark: string): void {
    this.#texts.push(`${mark} BDC`)
  }

  close(): void {
    this.#texts.push('EMC')
  }

  /** Operators of the whole page. */
  content(): string {
    return [...this.#shapes(), `BT ${Shade.INK} g`, ...this.#texts, 'ET'].join('\n')
  }

  /** Bands and rules are decoration: screen readers leave them out. */
  #shapes(): string[] {
    if (this.#bands.length === 0 && this.#rules.size === 0) return []
    const bands = [`${Shade.BAND} g`, ...this.#bands, 'f']
    // The darkest come last: they lie on top where rules meet.
    const shades = [...this.#rules].toSorted(([a], [b]) => b - a)
    const rules = shades.flatMap(([shade, lines]) => [`${shade} G`, ...lines, 'S'])
    return ['/Artifact BMC', ...bands, `${RULE_WIDTH} w`, ...rules, 'EMC']
  }

  #useFont(typeface: Typeface, size: number): void {
    const font = `/${typeface.name} ${points(size)} Tf`
    if (font === this.#font) return
    this.#font = font
    this.typefaces.add(typeface)
    this.#texts.push(font)
  }
}

/** A length as PDF writes it; a hundredth of a point is finer than any printer. */
export function points(length: number): string {
  return String(Math.round(length * 100) / 100)
}
