/** Gathers rows into row blocks whose boundaries depend on the rows alone. */
import { assertNever } from '../assertNever.ts'
import type { ExportColumn } from '../columns.ts'
import { type Cell, type ColumnValues, type RowBlock, valuesKind } from './rowBlock.ts'

/** A block is full at this many rows … */
export const BLOCK_ROWS = 2_000
/** … or at this many bytes, whichever comes first. The row that crosses it is still inside. */
export const BLOCK_BYTES = 4 * 1024 * 1024

const encoder = new TextEncoder()

/** Values of one column while a block is being built. */
class ColumnBuilder {
  readonly #kind: ColumnValues['kind']
  #nulls = new Uint8Array(BLOCK_ROWS)
  #numbers = new Float64Array(0)
  #ends = new Uint32Array(0)
  #bytes = new Uint8Array(0)
  #length = 0

  constructor(kind: ColumnValues['kind']) {
    this.#kind = kind
    this.#reset()
  }

  #reset(): void {
    this.#nulls = new Uint8Array(BLOCK_ROWS)
    this.#length = 0
    if (this.#kind === 'text') {
      this.#ends = new Uint32Array(BLOCK_ROWS)
      this.#bytes = new Uint8Array(32 * 1024)
    } else {
      this.#numbers = new Float64Array(BLOCK_ROWS)
    }
  }

  /** Adds a value; returns the bytes that it takes. */
  add(row: number, cell: Cell): number {
    if (cell === null) this.#nulls[row] = 1
    if (this.#kind !== 'text') {
      this.#numbers[row] = cell === null ? 0 : Number(cell)
      return 8
    }
    const before = this.#length
    if (cell !== null) this.#write(String(cell))
    this.#ends[row] = this.#length
    return this.#length - before
  }

  #write(text: string): void {
    // UTF-8 needs at most three bytes for each UTF-16 unit.
    const most = this.#length + text.length * 3
    if (most > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(most, this.#bytes.length * 2))
      grown.set(this.#bytes.subarray(0, this.#length))
      this.#bytes = grown
    }
    this.#length += encoder.encodeInto(text, this.#bytes.subarray(this.#length)).written
  }

  take(rows: number): ColumnValues {
    const nulls = this.#nulls.slice(0, rows)
    const values = this.#takeValues(rows, nulls)
    this.#reset()
    return values
  }

  #takeValues(rows: number, nulls: Uint8Array): ColumnValues {
    const kind = this.#kind
    switch (kind) {
      case 'text':
        return {
          kind: 'text',
          nulls,
          ends: this.#ends.slice(0, rows),
          bytes: this.#bytes.slice(0, this.#length),
        }
      case 'boolean':
        return { kind: 'boolean', nulls, values: Uint8Array.from(this.#numbers.subarray(0, rows)) }
      case 'instant':
      case 'day':
        return { kind, nulls, values: this.#numbers.slice(0, rows) }
      default:
        return assertNever(kind)
    }
  }
}

export class RowBlockBuilder {
  readonly #columns: ColumnBuilder[]
  #rows = 0
  #bytes = 0

  constructor(columns: readonly Pick<ExportColumn, 'type'>[]) {
    this.#columns = columns.map(({ type }) => new ColumnBuilder(valuesKind(type)))
  }

  /** Rows gathered since the last block was taken. */
  get rows(): number {
    return this.#rows
  }

  get isFull(): boolean {
    return this.#rows >= BLOCK_ROWS || this.#bytes >= BLOCK_BYTES
  }

  /**
   * Adds a row, one cell a column: strings for text, JSON and numbers, milliseconds for date-times, days
   * since 1970 for dates. The caller takes the block as soon as it `isFull`.
   */
  append(cells: readonly Cell[]): void {
    for (let i = 0; i < this.#columns.length; i += 1) {
      this.#bytes += this.#columns[i]?.add(this.#rows, cells[i] ?? null) ?? 0
    }
    this.#rows += 1
  }

  /** Gives the rows gathered so far as a block, and starts the next one. */
  take(): RowBlock {
    const rows = this.#rows
    const columns = this.#columns.map((column) => column.take(rows))
    this.#rows = 0
    this.#bytes = 0
    return { rows, columns }
  }
}
