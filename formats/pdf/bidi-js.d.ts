/** What is used of bidi-js, whose own types do not fit the module that Node loads. */
declare module 'bidi-js' {
  interface EmbeddingLevels {
    /** For each UTF-16 unit; odd where text runs from right to left. */
    levels: Uint8Array
    paragraphs: { start: number; end: number; level: number }[]
  }
  interface Bidi {
    getEmbeddingLevels(text: string, direction: 'ltr' | 'rtl' | 'auto'): EmbeddingLevels
    getMirroredCharacter(character: string): string | null
  }
  export default function bidiFactory(): Bidi
}
