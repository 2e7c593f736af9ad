/**
 * What is drawn on one page, as PDF operators. Gathers the whole page before it is written: one
 * write a page is several times faster than one a cell. Points count from the lower left corner.
 */
import { Content, hundredths } from './content.ts'
import type { Line } from './line.ts'
import type { Typeface } from './typefaces.ts'

/** Shades of grey, 0 black to 1 white. */
export const Shade = { INK: 0.13, QUIET: 0.42, EDGE: 0.6, RULE: 0.84, BAND: 0.95 } as const
export type Shade = (typeof Shade)[keyof typeof Shade]

/** Marks what belongs to the page rather than to the table; screen readers leave it out. */
export const PAGINATION = '/Artifact <</Type /Pagination>>'

const RULE_WIDTH = 0.5

export class Canvas {
  readonly #bands: string[] = []
  readonly #rules = new Map<Shade, string[]>()
  readonly #texts = new Content()
  readonly #forms: string[] = []
  #typeface: Typeface | undefined
  #size = 0
  #shade: Shade = Shade.INK
  /** In points, upwards from the baseline. */
  #rise = 0
  /** Where the last text began, in hundredths of a point: a move is written as what differs. */
  #x = 0
  #y = 0

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
      this.#texts.add(`${shade} g\n`)
    }
    for (const { typeface, bytes, from, to, hasMoves, rise, x: start } of line.runs) {
      if (start !== undefined) this.#moveTo(x + (start * size) / 1_000, baseline)
      this.#useFont(typeface, size)
      this.#useRise((rise * size) / 1_000)
      this.#texts.add(hasMoves ? '[(' : '(')
      this.#texts.addBytes(bytes, from, to)
      this.#texts.add(hasMoves ? ')]TJ\n' : ')Tj\n')
    }
  }

  /** Opens a part of the texts that readers take together, or leave out; `close` ends it. */
  open(mark: string): void {
    this.#texts.add(`${mark} BDC\n`)
  }

  close(): void {
    this.#texts.add('EMC\n')
  }

  /** Draws a form, such as the number of pages, which belongs to the page; its origin is at a point. */
  form(name: string, x: number, y: number): void {
    this.#forms.push(`${PAGINATION} BDC\nq 1 0 0 1 ${points(x)} ${points(y)} cm /${name} Do Q\nEMC`)
  }

  /** Operators of the whole page. The canvas is blank again. */
  take(): Buffer {
    const start = [...this.#shapes(), `BT ${Shade.INK} g\n`].join('\n')
    const end = ['ET', ...this.#forms, ''].join('\n')
    const content = Buffer.concat([Buffer.from(start), this.#texts.bytes, Buffer.from(end)])
    this.#clear()
    return content
  }

  #clear(): void {
    this.#bands.length = 0
    this.#rules.clear()
    this.#texts.clear()
    this.#forms.length = 0
    this.#typeface = undefined
    this.#shade = Shade.INK
    this.#rise = 0
    this.#x = 0
    this.#y = 0
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

  #moveTo(left: number, baseline: number): void {
    const [x, y] = [hundredths(left), hundredths(baseline)]
    this.#texts.addLength(x - this.#x)
    this.#texts.addLength(y - this.#y)
    this.#texts.add('Td\n')
    this.#x = x
    this.#y = y
  }

  #useFont(typeface: Typeface, size: number): void {
    if (typeface === this.#typeface && size === this.#size) return
    this.#typeface = typeface
    this.#size = size
    this.#texts.add(`/${typeface.name} ${points(size)} Tf\n`)
  }

  #useRise(rise: number): void {
    if (rise === this.#rise) return
    this.#rise = rise
    this.#texts.add(`${points(rise)} Ts\n`)
  }
}

/** A length as PDF writes it. */
export function points(length: number): string {
  return String(hundredths(length) / 100)
}
