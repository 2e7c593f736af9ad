import { describe, expect, it } from '@jest/globals'
import { BLOCK_BYTES, BLOCK_ROWS, cellsOf, RowBlockBuilder } from './index.ts'

const COLUMNS = [
  { type: 'text' },
  { type: 'date-time' },
  { type: 'date' },
  { type: 'boolean' },
] as const

describe('RowBlockBuilder', () => {
  it('gives back every cell that was put in, with NULL apart from the empty string', () => {
    const rows = [
      ['Łódź → 日本 😀', 1_700_000_000_123, 20_000, true],
      ['', -1, -25_567, false],
      [null, null, null, null],
      ['plain', Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true],
    ]
    const builder = new RowBlockBuilder(COLUMNS)
    for (const row of rows) builder.append(row)
    const block = builder.take()

    expect(block.rows).toBe(4)
    const columns = block.columns.map((column) => cellsOf(column, 0, 4))
    expect(rows.map((_, row) => columns.map((cells) => cells[row]))).toEqual(rows)
    expect(cellsOf(columnOf(block, 0), 1, 4)).toEqual(['', null, 'plain'])
  })

  it('is full at 2,000 rows', () => {
    const builder = new RowBlockBuilder([{ type: 'text' }])
    for (let row = 1; row < BLOCK_ROWS; row += 1) builder.append(['x'])
    expect(builder.isFull).toBe(false)
    builder.append(['x'])
    expect(builder.isFull).toBe(true)
  })

  it('is full at 4 MiB, the row that crosses it included', () => {
    const builder = new RowBlockBuilder([{ type: 'text' }])
    builder.append(['a'.repeat(BLOCK_BYTES - 1)])
    expect(builder.isFull).toBe(false)
    builder.append(['bc'])
    expect(builder.isFull).toBe(true)
    expect(cellsOf(columnOf(builder.take(), 0), 1, 2)).toEqual(['bc'])
  })
})

function columnOf(block: ReturnType<RowBlockBuilder['take']>, index: number) {
  const column = block.columns[index]
  if (!column) throw new Error(`The block has no column ${index}`)
  return column
}
