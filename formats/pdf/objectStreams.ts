/**
 * Small objects of a PDF, many to a compressed stream: a tenth of the bytes that they take one by
 * one. pdfkit writes a cross-reference table, which can't tell of them; a cross-reference stream is
 * appended that can, as in the hybrid files of ISO 32000-1, 7.5.8.4.
 */
import { deflateSync } from 'node:zlib'

/** Objects of one stream: readers unpack a whole one to see one of them. */
const OBJECTS = 500
/** pdfkit numbers its own objects from 1 on, two a page: these have numbers beyond. */
const FIRST = 500_000
/** Bytes of an entry: its kind, the stream's number, and the object's index in it. */
const WIDTHS = [1, 4, 2] as const
const ENTRY = 7
/** Kinds of entries: an object by itself at an offset, an object in a stream. */
const PLAIN = 1
const IN_STREAM = 2
/** Each byte as its difference from the one above, which packs far better. */
const PREDICTOR_UP = 2

/** An object by its number, as pdfkit writes what is not its own. */
export class ObjectReference {
  readonly number: number
  /** Keeps pdfkit from taking it for a dictionary. */
  readonly [Symbol.toStringTag] = 'ObjectReference'

  constructor(number: number) {
    this.number = number
  }

  toString(): string {
    return `${this.number} 0 R`
  }
}

export class ObjectStreams {
  readonly #pdf: PDFKit.PDFDocument
  #next = FIRST
  /** Number of the stream of each object, and its index there, by its number less `FIRST`. */
  readonly #streams: number[] = []
  readonly #indexes: number[] = []
  /** The stream at hand, once it has an object. */
  #stream: PDFKit.PDFKitReference | undefined
  #header = ''
  #body = ''
  #count = 0

  constructor(pdf: PDFKit.PDFDocument) {
    this.#pdf = pdf
  }

  /** A number for an object that is yet to be written. */
  reserve(): number {
    this.#next += 1
    return this.#next - 1
  }

  /** Writes the object of a reserved number, once. `text` is in PDF's notation. */
  write(number: number, text: string): void {
    this.#stream ??= this.#pdf.ref({})
    this.#streams[number - FIRST] = this.#stream.id
    this.#indexes[number - FIRST] = this.#count
    this.#header += `${number} ${this.#body.length} `
    this.#body += `${text} `
    this.#count += 1
    if (this.#count === OBJECTS) this.end()
  }

  /** Writes the stream at hand. */
  end(): void {
    if (!this.#stream) return
    const facts = { Type: 'ObjStm', N: this.#count, First: this.#header.length }
    Object.assign(this.#stream.data, facts)
    this.#stream.end(Buffer.from(this.#header + this.#body, 'latin1'))
    this.#stream = undefined
    this.#header = ''
    this.#body = ''
    this.#count = 0
  }

  /**
   * The cross-references of all objects written, which come after pdfkit's file. `tail` are that
   * file's last bytes, its trailer among them; `bytes` is its length.
   */
  crossReferences(tail: string, bytes: number): Buffer {
    const { trailer, size, table } = readTrailer(tail)
    if (size > FIRST)
      throw new Error(`The file has ${size} objects of pages; tags begin at ${FIRST}`)
    const number = this.#next
    const entries = deflateSync(this.#entries(bytes))
    const shared = `/Size ${number + 1} ${trailer}`
    const index = `/Index [${FIRST} ${number + 1 - FIRST}] /W [${WIDTHS.join(' ')}]`
    const packing = `/Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns ${ENTRY}>>`
    const head = `${number} 0 obj\n<</Type /XRef ${shared} ${index} ${packing} /Length ${entries.length}>>\nstream\n`
    const stream = Buffer.concat([
      Buffer.from(head, 'latin1'),
      entries,
      Buffer.from('\nendstream\nendobj\n'),
    ])
    const end = [
      'xref\n0 0\ntrailer',
      `<<${shared} /Prev ${table} /XRefStm ${bytes}>>`,
      `startxref\n${bytes + stream.length}\n%%EOF\n`,
    ]
    return Buffer.concat([stream, Buffer.from(end.join('\n'), 'latin1')])
  }

  /** One entry for each object, and one for the cross-reference stream itself at its offset. */
  #entries(offset: number): Buffer {
    const count = this.#streams.length
    const entries = Buffer.alloc((count + 1) * (1 + ENTRY))
    const above = Buffer.alloc(ENTRY)
    const entry = Buffer.alloc(ENTRY)
    for (let i = 0; i <= count; i += 1) {
      entry[0] = i < count ? IN_STREAM : PLAIN
      entry.writeUInt32BE(i < count ? (this.#streams[i] ?? 0) : offset, 1)
      entry.writeUInt16BE(this.#indexes[i] ?? 0, 5)
      const at = i * (1 + ENTRY)
      entries[at] = PREDICTOR_UP
      for (let byte = 0; byte < ENTRY; byte += 1) {
        entries[at + 1 + byte] = (entry[byte] ?? 0) - (above[byte] ?? 0)
      }
      entry.copy(above)
    }
    return entries
  }
}

/** What pdfkit's trailer says, its number of objects, and where its cross-reference table is. */
function readTrailer(tail: string): { trailer: string; size: number; table: number } {
  const found = /trailer\n<<\n\/Size (\d+)\n(.*)>>\nstartxref\n(\d+)\n%%EOF\n$/s.exec(tail)
  if (!found) throw new Error('pdfkit ends its file differently than 0.20.2 did; install 0.20.2.')
  const [, size, trailer = '', table] = found
  return { trailer: trailer.replaceAll('\n', ' '), size: Number(size), table: Number(table) }
}
