import { expect, it, jest } from '@jest/globals'
import { ColumnType } from '../../contract/index.ts'
import { documentOf } from '../../tests/support/pdf.ts'
import { Canvas } from './canvas.ts'
import { CellTexts } from './cellTexts.ts'
import { layOut } from './layout.ts'
import { setRow, TablePage } from './tablePage.ts'

it('aligns lines that run from right to left with the right edge of a text column', () => {
  const document = documentOf([{ key: 'name', heading: 'Name', type: ColumnType.TEXT }], [])
  const measure = (text: string) => text.length / 2
  const layout = layOut(document, new CellTexts('UTC'), [['a text as wide as any']], measure)
  const canvas = new Canvas()
  const text = jest.spyOn(canvas, 'text')
  const page = new TablePage(canvas, layout, undefined)
  page.take(setRow([[{ runs: [], width: 10 }]]), 0)
  page.take(setRow([[{ runs: [], width: 10, isRightToLeft: true }]]), 0)
  const [left, right] = text.mock.calls.map(([, x]) => x)
  expect(left).toBeCloseTo(layout.left + layout.paddingX)
  expect(right).toBeCloseTo(layout.tableRight - layout.paddingX - 10)
})
