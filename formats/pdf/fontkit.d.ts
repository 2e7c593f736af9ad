/** What is used of fontkit, which has no types of its own. Lengths are in units of the font. */
declare module 'fontkit' {
  export interface Box {
    minX: number
    minY: number
    maxX: number
    maxY: number
  }
  export interface Glyph {
    id: number
    codePoints: number[]
    advanceWidth: number
    /** Encloses the outline and its control points. */
    cbox: Box
    /** Empty where nothing is drawn. */
    path: { commands: unknown[] }
  }
  export interface Position {
    xAdvance: number
    xOffset: number
    yOffset: number
  }
  export interface Font {
    unitsPerEm: number
    /** All code points that the font has. */
    characterSet: number[]
    hasGlyphForCodePoint(codePoint: number): boolean
    glyphForCodePoint(codePoint: number): Glyph
    getGlyph(id: number, codePoints?: number[]): Glyph
    layout(
      text: string,
      features?: Record<string, boolean>,
      script?: string,
      language?: string,
      direction?: 'ltr' | 'rtl',
    ): { glyphs: Glyph[]; positions: Position[] }
  }
  export function create(data: Uint8Array): Font
}
