/**
 * Writes what is drawn on pages, deflated on threads of Node's pool while later pages are drawn. The
 * contents stand in the file in the order of the pages, and at places that no timing decides.
 */
import { Deflater } from './deflater.ts'

/** Contents that may wait: enough for a thread of the pool that gets no processor for a while. */
const MOST_WAITING = 8

interface Waiting {
  deflater: Deflater
  reference: PDFKit.PDFKitReference
  deflated: Promise<Uint8Array>
}

export class PageContents {
  readonly #pdf: PDFKit.PDFDocument
  readonly #waiting: Waiting[] = []
  /** Those that have nothing to do. */
  readonly #idle: Deflater[] = []

  constructor(pdf: PDFKit.PDFDocument) {
    this.#pdf = pdf
  }

  /** Takes a content; returns its object, which is written once as many more have been taken. */
  async add(content: Uint8Array): Promise<PDFKit.PDFKitReference> {
    if (this.#waiting.length === MOST_WAITING) await this.#writeFirst()
    const reference = this.#pdf.ref({ Filter: 'FlateDecode' })
    const deflater = this.#idle.pop() ?? new Deflater()
    const deflated = deflater.deflate(content)
    // It may fail before it is waited for, or when nobody waits for it any more.
    deflated.catch(() => undefined)
    this.#waiting.push({ reference, deflater, deflated })
    return reference
  }

  /** Writes all that wait. */
  async end(): Promise<void> {
    while (this.#waiting.length > 0) await this.#writeFirst()
  }

  destroy(): void {
    for (const deflater of this.#idle) deflater.destroy()
    for (const { deflater } of this.#waiting) deflater.destroy()
  }

  async #writeFirst(): Promise<void> {
    const [first] = this.#waiting
    if (!first) return
    first.reference.end(await first.deflated)
    this.#idle.push(first.deflater)
    this.#waiting.shift()
  }
}
