import { describe, expect, it } from '@jest/globals'
import { cellsOf, RowBlockBuilder } from '../../contract/rows/index.ts'
import { decodeBlock, encodeBlock } from './codec.ts'

describe('an encoded block', () => {
  it('refuses to be read when a single byte of it changed', async () => {
    const numbers = new RowBlockBuilder([{ type: 'integer' }])
    for (let i = 0; i < 2000; i += 1) numbers.append([String(i)])
    const { bytes, rawBytes } = await encodeBlock(numbers.take())
    const middle = bytes.length >> 1
    bytes[middle] = (bytes[middle] ?? 0) ^ 1
    expect(() => decodeBlock(bytes, rawBytes)).toThrow(/./)
  })

  it('keeps infinite dates and texts of any script', async () => {
    const builder = new RowBlockBuilder([{ type: 'date' }, { type: 'text' }])
    builder.append([Number.NEGATIVE_INFINITY, '中文 😀\u0000'])
    const { bytes, rawBytes } = await encodeBlock(builder.take())
    const back = decodeBlock(bytes, rawBytes)
    expect(back.columns.map((column) => cellsOf(column, 0, 1))).toEqual([
      [Number.NEGATIVE_INFINITY],
      ['中文 😀\u0000'],
    ])
  })
})
