/**
 * The file around the pages: pdfkit's document with its properties, fonts and the number of pages.
 * A page leaves memory as soon as it is added; the number of pages is a form that every page refers
 * to and that is written last.
 */
import Pdfkit from 'pdfkit'
import type { TableDocument } from '../format.ts'
import type { Canvas } from './canvas.ts'
import { FontSet } from './fontSet.ts'
import type { Layout } from './layout.ts'
import { ObjectStreams } from './objectStreams.ts'
import { OpenFonts } from './openFonts.ts'
import { PageContents } from './pageContents.ts'
import { PageTree } from './pageTree.ts'
import { TableTags } from './tags.ts'
import type { Typeface } from './typefaces.ts'

const CREATOR = 'Connexus exports'
/** Tags double a file's bytes and the time it takes: beyond this, that outweighs their use. */
const TAGGED_CELLS = 200_000
/** More than pdfkit's trailer takes, in bytes. */
const LONGEST_TRAILER = 1_024
const TOTAL = 'PageTotal'
/** Room for the number of pages at any size of type in use, in points. */
const TOTAL_BOX = [0, -10, 100, 20]
/** What XML 1.0 can't hold. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
const XML_ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

export class PdfFile {
  readonly typefaces: { regular: FontSet; bold: FontSet }
  /** Absent where the table is too large for them. */
  readonly tags: TableTags | undefined
  /** Where the tags are. */
  readonly #objects: ObjectStreams | undefined
  readonly #pdf: PDFKit.PDFDocument
  readonly #fonts: OpenFonts
  readonly #total: PDFKit.PDFKitReference
  readonly #pages: PageTree
  /** The page at hand. */
  #page: PDFKit.PDFKitReference | undefined
  readonly #contents: PageContents
  #bytesRead = 0

  constructor(document: TableDocument) {
    const isTagged = document.rows * document.columns.length <= TAGGED_CELLS
    this.#pdf = openDocument(document, isTagged)
    if (isTagged) {
      this.#objects = new ObjectStreams(this.#pdf)
      this.tags = new TableTags(this.#pdf, this.#objects, document.columns.length)
    }
    this.#pages = new PageTree(this.#pdf)
    this.#contents = new PageContents(this.#pdf)
    this.#fonts = new OpenFonts(this.#pdf)
    const fonts = this.#fonts
    this.typefaces = { regular: new FontSet(fonts, 'regular'), bold: new FontSet(fonts, 'bold') }
    this.#total = this.#pdf.ref({
      Type: 'XObject',
      Subtype: 'Form',
      BBox: TOTAL_BOX,
      Resources: { Font: fontResources([this.typefaces.regular.main]) },
    })
  }

  /** Pages opened so far. */
  get pages(): number {
    return this.#pages.count
  }

  openPage(layout: Layout): void {
    this.#page = this.#pages.open(layout)
    this.tags?.startPage(this.#page)
  }

  /**
   * Writes the page at hand; its content comes later, when it is deflated. The number of pages is
   * drawn at `totalX` on the foot's baseline.
   */
  async closePage(canvas: Canvas, layout: Layout, totalX: number): Promise<void> {
    this.tags?.endPage()
    canvas.form(TOTAL, totalX, layout.footBaseline)
    const content = await this.#contents.add(canvas.take())
    Object.assign(this.#page?.data ?? {}, { Contents: content })
    this.#page?.end(undefined)
  }

  /** Writes the number of pages, the fonts and the end of the file; gives all that was not yet read. */
  async end(total: Canvas): Promise<Uint8Array> {
    await this.#contents.end()
    this.#total.end(total.take())
    this.#pages.end({ Font: fontResources(this.#fonts.used), XObject: { [TOTAL]: this.#total } })
    this.tags?.end()
    this.#objects?.end()
    this.#pdf.end()
    const rest = Buffer.from(this.read())
    if (!this.#objects) return rest
    const tail = rest.subarray(-LONGEST_TRAILER).toString('latin1')
    return Buffer.concat([rest, this.#objects.crossReferences(tail, this.#bytesRead)])
  }

  /** Bytes that were not yet read. */
  get pending(): number {
    return this.#pdf.readableLength
  }

  /** Takes all bytes that were not yet read; empty when there are none. */
  read(): Uint8Array {
    const chunk: unknown = this.#pdf.read()
    if (!(chunk instanceof Uint8Array)) return new Uint8Array()
    this.#bytesRead += chunk.length
    return chunk
  }

  destroy(): void {
    this.#contents.destroy()
    this.#pdf.destroy()
  }
}

function openDocument(
  { exportId, title, snapshotAt, options }: TableDocument,
  tagged: boolean,
): PDFKit.PDFDocument {
  const at = new Date(snapshotAt)
  const properties = { Title: title, Creator: CREATOR, Producer: CREATOR }
  // pdfkit hashes all of these, and nothing else, to the file's /ID.
  const info = { ...properties, ExportId: exportId, CreationDate: at, ModDate: at }
  const pdf = new Pdfkit({
    pdfVersion: '1.7',
    lang: options.locale ?? 'en',
    tagged,
    displayTitle: true,
    autoFirstPage: false,
    font: '',
    info,
  })
  const endMetadata = pdf.endMetadata.bind(pdf)
  pdf.endMetadata = () => {
    // The properties are written by now; their copy in XML is written by pdfkit as they stand.
    pdf.info = { ...pdf.info, Title: escapeXml(title) }
    endMetadata()
  }
  return pdf
}

function fontResources(typefaces: readonly Typeface[]): Record<string, PDFKit.PDFKitReference> {
  return Object.fromEntries(typefaces.map((typeface) => [typeface.name, typeface.reference]))
}

function escapeXml(text: string): string {
  return text
    .replaceAll(NOT_XML, '\uFFFD')
    .replaceAll(/[&<>]/g, (sign) => XML_ESCAPES[sign] ?? sign)
}
