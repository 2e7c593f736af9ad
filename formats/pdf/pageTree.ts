/**
 * The pages of a file. What all of them share stands once, at their root, where pdfkit's own pages
 * repeat it, each with an object for its resources. Beside `typefaces.ts` the only file that touches
 * what pdfkit keeps private. Written for pdfkit 0.20.2, which package.json pins.
 */
import type { Layout } from './layout.ts'
import { ObjectReference } from './objectStreams.ts'

/** pdfkit's root of all pages, whose kids and count it writes at the file's end. */
interface Pages {
  data: { Kids: unknown[]; Count: number }
}

export class PageTree {
  readonly #pdf: PDFKit.PDFDocument
  readonly #root: Pages
  readonly #resources: PDFKit.PDFKitReference

  constructor(pdf: PDFKit.PDFDocument) {
    this.#pdf = pdf
    this.#root = rootOf(pdf)
    this.#resources = pdf.ref({})
    Object.assign(this.#root.data, { Resources: this.#resources })
  }

  /** Pages opened so far. */
  get count(): number {
    return this.#root.data.Count
  }

  /** Opens a page, as large as all others; its content and more facts may be added until its end. */
  open({ width, height }: Layout): PDFKit.PDFKitReference {
    const page = this.#pdf.ref({ Type: 'Page', Parent: this.#root })
    Object.assign(this.#root.data, { MediaBox: [0, 0, width, height] })
    // Its number alone: pdfkit's object of each page would stay in memory.
    this.#root.data.Kids.push(new ObjectReference(page.id))
    this.#root.data.Count += 1
    return page
  }

  /** Writes what pages draw with. */
  end(resources: Record<'Font' | 'XObject', Record<string, PDFKit.PDFKitReference>>): void {
    Object.assign(this.#resources.data, resources)
    this.#resources.end(undefined)
  }
}

function rootOf(pdf: PDFKit.PDFDocument): Pages {
  const catalog: unknown = Reflect.get(pdf, '_root')
  const root = dataOf(catalog)?.['Pages']
  if (isPages(root)) return root
  throw new Error('pdfkit keeps its pages differently than 0.20.2 did; install 0.20.2.')
}

function isPages(root: unknown): root is Pages {
  const data = dataOf(root)
  return Array.isArray(data?.['Kids']) && typeof data['Count'] === 'number'
}

function dataOf(reference: unknown): Record<string, unknown> | undefined {
  if (typeof reference !== 'object' || reference === null || !('data' in reference))
    return undefined
  return Object(reference.data) as Record<string, unknown>
}
