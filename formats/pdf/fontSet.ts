/** All fonts of one weight: gives each sign the first font that has it. */
import { FONT_FILES, type Weight } from './fontFiles.ts'
import type { OpenFonts } from './openFonts.ts'
import type { Shaper } from './shaper.ts'
import { plainShape, type Shape } from './shapes.ts'
import { isHidden, isRightToLeft, kindOf, SignKind } from './signs.ts'
import type { Typeface } from './typefaces.ts'

/** Stands for a sign that is not one of the main font, alone, and from left to right. */
export const NOT_PLAIN = 0xffff

/** They part paragraphs. All others are control characters. */
const LINE_ENDS: ReadonlySet<number> = new Set([0x2028, 0x2029])
const REPLACEMENT = 0xfffd
const IGNORABLES = /\p{Default_Ignorable_Code_Point}/gu

export class FontSet {
  /** The font of most signs. */
  readonly main: Typeface
  /** Shown for signs that no font has. */
  readonly replacement: Shape
  /** Code in the main font of each UTF-16 unit, or `NOT_PLAIN`; 0 until it is first asked for. */
  readonly plainCodes = new Uint16Array(0x10000)
  /** Advance of each of them, in thousandths of an em. */
  readonly plainAdvances = new Float64Array(0x10000)
  readonly #fonts: OpenFonts
  readonly #weight: Weight
  readonly #alone = new Map<number, Shape | undefined>()
  /** The last answers of `shapeAmong`. */
  readonly #among = new Map<number, { near: Typeface; shape: Shape | undefined }>()

  constructor(fonts: OpenFonts, weight: Weight) {
    const [main] = FONT_FILES
    this.#fonts = fonts
    this.#weight = weight
    this.main = fonts.typeface(main[weight])
    this.replacement = plainShape(this.main, this.main.codeOfSign(REPLACEMENT))
  }

  /** Fills what the tables hold of a UTF-16 unit; returns its code. */
  plainCode(unit: number): number {
    const code = this.#isPlain(unit) ? this.main.codeOfSign(unit) : NOT_PLAIN
    this.plainCodes[unit] = code
    this.plainAdvances[unit] = this.main.advances[code] ?? 0
    return code
  }

  /** A sign that stands alone; undefined where no font has it, and where nothing is drawn for it. */
  alone(codePoint: number): Shape | undefined {
    if (this.#alone.has(codePoint)) return this.#alone.get(codePoint)
    const shape = isDrawable(codePoint) ? this.#shapeAlone(codePoint) : undefined
    this.#alone.set(codePoint, shape)
    return shape
  }

  /**
   * A sign without direction among signs from right to left: in the font of a neighbour, so that a
   * line is not parted at its spaces, and drawn as `image`, as brackets point the other way there.
   */
  shapeAmong(neighbour: number, codePoint: number, image: number): Shape | undefined {
    const known = this.#among.get(codePoint)
    const near = this.alone(neighbour)?.typeface ?? this.main
    if (known?.near === near) return known.shape
    const typeface = near.has(image) ? near : this.#typefaceWith(String.fromCodePoint(image))
    const shape = typeface && plainShape(typeface, typeface.codeOfSign(codePoint, image))
    this.#among.set(codePoint, { near, shape })
    return shape
  }

  /** Shapes with the first font that has all of the signs that have a shape. */
  shaperFor(text: string): Shaper | undefined {
    const typeface = this.#typefaceWith(text)
    return typeface && this.#fonts.shaper(typeface)
  }

  #isPlain(unit: number): boolean {
    const isSimple = kindOf(unit) === SignKind.SIMPLE && !LINE_ENDS.has(unit)
    return isSimple && !isRightToLeft(unit) && this.main.has(unit)
  }

  #shapeAlone(codePoint: number): Shape | undefined {
    const typeface = this.#typefaceWith(String.fromCodePoint(codePoint))
    return typeface && plainShape(typeface, typeface.codeOfSign(codePoint))
  }

  #typefaceWith(text: string): Typeface | undefined {
    const codePoints = Array.from(
      text.replaceAll(IGNORABLES, ''),
      (sign) => sign.codePointAt(0) ?? 0,
    )
    for (const file of FONT_FILES) {
      if (!file.signs.test(text)) continue
      const typeface = this.#fonts.typeface(file[this.#weight])
      if (codePoints.every((codePoint) => typeface.has(codePoint))) return typeface
    }
    return undefined
  }
}

function isDrawable(codePoint: number): boolean {
  const kind = kindOf(codePoint)
  return kind !== SignKind.UNDRAWABLE && kind !== SignKind.TAB && !isHidden(codePoint)
}
