/** The fonts of one file that are open, each with what shapes its signs. Both weights share them. */
import { Shaper } from './shaper.ts'
import { Typeface } from './typefaces.ts'

export class OpenFonts {
  readonly #pdf: PDFKit.PDFDocument
  readonly #typefaces = new Map<string, Typeface>()
  readonly #shapers = new Map<Typeface, Shaper>()

  constructor(pdf: PDFKit.PDFDocument) {
    this.#pdf = pdf
  }

  /** The font of a TrueType file, which is read when it is first asked for. */
  typeface(file: string): Typeface {
    const open = this.#typefaces.get(file)
    if (open) return open
    const typeface = new Typeface(this.#pdf, file)
    this.#typefaces.set(file, typeface)
    return typeface
  }

  /** Those that signs were asked of. */
  get used(): Typeface[] {
    return [...this.#typefaces.values()].filter(({ advances }) => advances.length > 1)
  }

  shaper(typeface: Typeface): Shaper {
    const known = this.#shapers.get(typeface)
    if (known) return known
    const shaper = new Shaper(typeface)
    this.#shapers.set(typeface, shaper)
    return shaper
  }
}
