import { describe, expect, it } from '@jest/globals'
import { array, assert, integer, property, record } from 'fast-check'
import type { ColumnNeeds } from './columnNeeds.ts'
import { shareWidth, sum } from './columnWidths.ts'

/** A column of dates or numbers. */
function fixed(ems: number): ColumnNeeds {
  return { narrowest: ems, words: ems, least: ems, comfortable: ems, most: ems, paragraphs: [] }
}

/** A column of texts whose cells have the widths given; its longest word is 6 ems wide. */
function texts(...cells: number[]): ColumnNeeds {
  const most = Math.max(...cells)
  const paragraphs = cells.map((cell) => [cell])
  return { narrowest: 3, words: 6, least: 7, comfortable: Math.min(most, 20), most, paragraphs }
}

const anyNeeds = array(
  record({ fixedWidth: integer({ min: 2, max: 12 }), cell: integer({ min: 7, max: 120 }) }),
  { minLength: 1, maxLength: 12 },
).map((columns) =>
  columns.map(({ fixedWidth, cell }, i) => (i % 2 === 0 ? fixed(fixedWidth) : texts(cell, 8))),
)

describe('shareWidth', () => {
  it('uses all the width there is, but for what no column can use', () => {
    assert(
      property(anyNeeds, integer({ min: 150, max: 400 }), (needs, available) => {
        const widest = 1.5 * sum(needs.map(({ most }) => most))
        expect(sum(shareWidth(needs, available))).toBeCloseTo(Math.min(available, widest), 6)
      }),
    )
  })

  it('gives every column what keeps its values and words whole while there is room', () => {
    assert(
      property(anyNeeds, integer({ min: 130, max: 400 }), (needs, available) => {
        shareWidth(needs, available).forEach((width, i) => {
          expect(width).toBeGreaterThanOrEqual((needs[i]?.least ?? 0) - 1e-9)
        })
      }),
    )
  })

  it('breaks headings first, then words, and never a value of fixed shape', () => {
    const needs = [fixed(10), texts(30), texts(30)]
    expect(shareWidth(needs, 24)).toEqual([10, 7, 7])
    expect(shareWidth(needs, 23)).toEqual([10, 6.5, 6.5])
    expect(shareWidth(needs, 20)).toEqual([10, 5, 5])
    expect(shareWidth(needs, 16)).toEqual([10, 3, 3])
  })

  it('widens columns alike, to half more than their widest cells', () => {
    expect(shareWidth([fixed(10), texts(20)], 36)).toEqual([12, 24])
    expect(shareWidth([fixed(10), texts(20)], 90)).toEqual([15, 30])
  })

  it('gives room to the column whose cells are long in most rows', () => {
    const rarely = texts(...Array.from({ length: 20 }, (_, i) => (i === 0 ? 90 : 5)))
    const often = texts(...Array.from({ length: 20 }, () => 150))
    const [narrow = 0, wide = 0] = shareWidth([rarely, often], 60)
    expect(narrow).toBeLessThan(12)
    expect(wide).toBeGreaterThan(48)
  })

  it('keeps short texts in one line where a long one beside them hardly gains', () => {
    const names = texts(...Array.from({ length: 20 }, () => 14))
    const remarks = texts(...Array.from({ length: 20 }, (_, i) => (i === 0 ? 200 : 10)))
    const [width = 0] = shareWidth([names, remarks], 50)
    expect(width).toBeGreaterThanOrEqual(14)
  })
})
