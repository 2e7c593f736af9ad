/**
 * Tags of the table, from which screen readers tell rows, headings and cells. Written row by row and
 * page by page: of what is written, only its number stays in memory.
 */

type Reference = PDFKit.PDFKitReference
export type CellTag = 'TH' | 'TD'

interface Cell {
  reference: Reference
  /** Where the cell's text is: a cell that is split has a piece on each page. */
  pieces: { page: Reference; id: number }[]
}

export class TableTags {
  readonly #pdf: PDFKit.PDFDocument
  readonly #columns: number
  readonly #table: Reference
  /** Rows of the header, then of the body. */
  readonly #groups: Record<CellTag, { reference: Reference; rows: Reference[] }>
  /** The parent tree: for each page's number the cells of its pieces, in order. */
  readonly #parents: (number | Reference)[] = []
  #page: Reference | undefined
  #pageCells: Reference[] = []
  #row: { reference: Reference; group: Reference; tag: CellTag; cells: Cell[] } | undefined

  constructor(pdf: PDFKit.PDFDocument, columns: number) {
    this.#pdf = pdf
    this.#columns = columns
    this.#table = pdf.ref({})
    this.#groups = {
      TH: { reference: pdf.ref({}), rows: [] },
      TD: { reference: pdf.ref({}), rows: [] },
    }
  }

  startPage(page: Reference): void {
    this.#page = page
    this.#pageCells = []
    Object.assign(page.data, { StructParents: this.#parents.length / 2 })
  }

  /** Ends the row before and starts one of headings or of values. */
  startRow(tag: CellTag): void {
    this.#endRow()
    const { reference: group, rows } = this.#groups[tag]
    const reference = this.#pdf.ref({})
    rows.push(reference)
    const cells = Array.from({ length: this.#columns }, () => ({
      reference: this.#pdf.ref({}),
      pieces: [],
    }))
    this.#row = { reference, group, tag, cells }
  }

  /** The mark to set before text of the row's cell in a column; undefined outside a row. */
  mark(column: number): string | undefined {
    const cell = this.#row?.cells[column]
    if (!this.#row || !cell || !this.#page) return undefined
    const id = this.#pageCells.push(cell.reference) - 1
    cell.pieces.push({ page: this.#page, id })
    return `/${this.#row.tag} <</MCID ${id}>>`
  }

  endPage(): void {
    this.#parents.push(this.#parents.length / 2, write(this.#pdf.ref(this.#pageCells)))
    this.#pageCells.length = 0
  }

  /** Writes what is left, and hangs the table into the document. */
  end(): void {
    this.#endRow()
    const { TH, TD } = this.#groups
    writeElement(TH.reference, 'THead', this.#table, TH.rows)
    writeElement(TD.reference, 'TBody', this.#table, TD.rows)
    const root = this.#pdf.getStructTreeRoot()
    const document = this.#pdf.ref({})
    writeElement(this.#table, 'Table', document, [TH.reference, TD.reference])
    writeElement(document, 'Document', root, [this.#table])
    Object.assign(root.data, {
      K: [document],
      ParentTree: write(this.#pdf.ref({ Nums: this.#parents })),
      ParentTreeNextKey: this.#parents.length / 2,
    })
  }

  #endRow(): void {
    if (!this.#row) return
    const { reference, group, tag, cells } = this.#row
    for (const cell of cells) writeCell(cell, tag, reference)
    writeElement(
      reference,
      'TR',
      group,
      cells.map((cell) => cell.reference),
    )
    this.#row = undefined
  }
}

function writeCell({ reference, pieces }: Cell, tag: CellTag, row: Reference): void {
  const scope = tag === 'TH' ? { A: { O: 'Table', Scope: 'Column' } } : {}
  const [piece] = pieces
  if (piece && pieces.length === 1) {
    // The short form of a piece: there may be one for each cell of a file.
    Object.assign(reference.data, scope, { Pg: piece.page })
    writeElement(reference, tag, row, piece.id)
    return
  }
  Object.assign(reference.data, scope)
  const kids = pieces.map(({ page, id }) => ({ Type: 'MCR', Pg: page, MCID: id }))
  writeElement(reference, tag, row, kids)
}

function writeElement(
  element: Reference,
  tag: string,
  parent: Reference,
  kids: number | object[],
): void {
  Object.assign(element.data, { S: tag, P: parent, K: kids })
  write(element)
  // Others refer to it by its number alone: what it held must not stay in memory.
  Object.assign(element.data, { P: undefined, Pg: undefined, K: undefined })
}

function write(reference: Reference): Reference {
  reference.end(undefined)
  return reference
}
