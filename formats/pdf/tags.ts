/**
 * Tags of the table, from which screen readers tell rows, headings and cells. Written row by row and
 * page by page: of what is written, only its number stays in memory.
 */
import { ObjectReference, type ObjectStreams } from './objectStreams.ts'

export type CellTag = 'TH' | 'TD'

/** A part of the table by its object's number, and its rows. */
interface Group {
  number: number
  rows: number[]
}

interface Cell {
  number: number
  /** Where the cell's text is: a cell that is split has a piece on each page. */
  pieces: { page: number; id: number }[]
}

export class TableTags {
  readonly #pdf: PDFKit.PDFDocument
  readonly #objects: ObjectStreams
  readonly #columns: number
  readonly #table: number
  /** Rows of the header, then of the body. */
  readonly #groups: Record<CellTag, Group>
  /** The parent tree: for each page the object that lists the cells of its pieces, in order. */
  readonly #parents: number[] = []
  /** Number of the page's object. */
  #page = 0
  #pageCells: number[] = []
  #row: { number: number; group: Group; tag: CellTag; cells: Cell[] } | undefined

  constructor(pdf: PDFKit.PDFDocument, objects: ObjectStreams, columns: number) {
    this.#pdf = pdf
    this.#objects = objects
    this.#columns = columns
    this.#table = objects.reserve()
    this.#groups = {
      TH: { number: objects.reserve(), rows: [] },
      TD: { number: objects.reserve(), rows: [] },
    }
  }

  startPage(page: PDFKit.PDFKitReference): void {
    this.#page = page.id
    this.#pageCells = []
    // Who goes from link to link by keyboard does so in the order of the tags.
    Object.assign(page.data, { StructParents: this.#parents.length, Tabs: 'S' })
  }

  /** Ends the row before and starts one of headings or of values. */
  startRow(tag: CellTag): void {
    this.#endRow()
    const group = this.#groups[tag]
    const number = this.#objects.reserve()
    group.rows.push(number)
    const cells = Array.from({ length: this.#columns }, () => ({
      number: this.#objects.reserve(),
      pieces: [],
    }))
    this.#row = { number, group, tag, cells }
  }

  /** The mark to set before text of the row's cell in a column; undefined outside a row. */
  mark(column: number): string | undefined {
    const cell = this.#row?.cells[column]
    if (!this.#row || !cell) return undefined
    const id = this.#pageCells.push(cell.number) - 1
    cell.pieces.push({ page: this.#page, id })
    return `/${this.#row.tag}<</MCID ${id}>>`
  }

  endPage(): void {
    const number = this.#objects.reserve()
    this.#objects.write(number, listOf(this.#pageCells))
    this.#parents.push(number)
  }

  /** Writes what is left, and hangs the table into the document. */
  end(): void {
    this.#endRow()
    const { TH, TD } = this.#groups
    const [document, tree] = [this.#objects.reserve(), this.#objects.reserve()]
    const root = this.#pdf.getStructTreeRoot()
    this.#element(TH.number, 'THead', this.#table, `/K${listOf(TH.rows)}`)
    this.#element(TD.number, 'TBody', this.#table, `/K${listOf(TD.rows)}`)
    this.#element(this.#table, 'Table', document, `/K${listOf([TH.number, TD.number])}`)
    this.#element(document, 'Document', root.id, `/K${listOf([this.#table])}`)
    const pages = this.#parents.map((number, page) => `${page} ${number} 0 R`)
    this.#objects.write(tree, `<</Nums[${pages.join(' ')}]>>`)
    Object.assign(root.data, {
      K: new ObjectReference(document),
      ParentTree: new ObjectReference(tree),
      ParentTreeNextKey: this.#parents.length,
    })
  }

  #endRow(): void {
    if (!this.#row) return
    const { number, group, tag, cells } = this.#row
    const kids = cells.map((cell) => cell.number)
    this.#element(number, 'TR', group.number, `/K${listOf(kids)}`)
    const scope = tag === 'TH' ? '/A<</O/Table/Scope/Column>>' : ''
    for (const cell of cells) this.#element(cell.number, tag, number, scope + placeOf(cell))
    this.#row = undefined
  }

  #element(number: number, tag: string, parent: number, rest: string): void {
    this.#objects.write(number, `<</S/${tag}/P ${parent} 0 R${rest}>>`)
  }
}

/** Where a cell's text is. The short form of one piece: there may be one for each cell of a file. */
function placeOf({ pieces }: Cell): string {
  const [piece] = pieces
  if (piece && pieces.length === 1) return `/Pg ${piece.page} 0 R/K ${piece.id}`
  const kids = pieces.map(({ page, id }) => `<</Type/MCR/Pg ${page} 0 R/MCID ${id}>>`)
  return `/K[${kids.join(' ')}]`
}

function listOf(numbers: readonly number[]): string {
  return `[${numbers.map((number) => `${number} 0 R`).join(' ')}]`
}
