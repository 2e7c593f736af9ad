import { expect, it } from '@jest/globals'
import { ColumnType } from '../columns.ts'
import { RowBlockBuilder } from './rowBlockBuilder.ts'
import { SAMPLED_ROWS, WidthSampler } from './widths.ts'

const COLUMNS = [
  { key: 'name', heading: 'A heading wider than any name', type: ColumnType.TEXT },
  { key: 'count', heading: 'Count', type: ColumnType.INTEGER },
  { key: 'at', heading: 'At', type: ColumnType.DATE_TIME },
]

it('measures the widest line of any cell, a letter of East Asia as two, headings left out', () => {
  const sampler = new WidthSampler(COLUMNS)
  const builder = new RowBlockBuilder(COLUMNS)
  builder.append(['Roof\nand walls', '7', 0])
  builder.append(['日本語日本', '1234567', null])
  sampler.add(builder.take())
  expect(sampler.widths).toEqual([10, 7, 19])
})

it('gives 0 where there are no rows, and no heed to rows beyond the first 2,000', () => {
  const sampler = new WidthSampler(COLUMNS)
  expect(sampler.widths).toEqual([0, 0, 0])
  for (const name of ['a', 'abc']) {
    const builder = new RowBlockBuilder(COLUMNS)
    for (let row = 0; row < SAMPLED_ROWS; row += 1) builder.append([name, null, 0])
    sampler.add(builder.take())
  }
  expect(sampler.widths).toEqual([1, 0, 19])
})
