import { describe, expect, it } from '@jest/globals'
import { assert, property, string } from 'fast-check'
import { contentDisposition } from './contentDisposition.ts'

describe('contentDisposition', () => {
  it.each([
    [
      'SOW-2026-11-25-3f2b8c1e.xlsx',
      `attachment; filename="SOW-2026-11-25-3f2b8c1e.xlsx"; filename*=UTF-8''SOW-2026-11-25-3f2b8c1e.xlsx`,
    ],
    [
      '予算 2026.xlsx',
      `attachment; filename="__ 2026.xlsx"; filename*=UTF-8''%E4%BA%88%E7%AE%97%202026.xlsx`,
    ],
    ['a";x="b', `attachment; filename="a_;x=_b"; filename*=UTF-8''a%22%3Bx%3D%22b`],
    [
      "it's (1)*.csv",
      `attachment; filename="it's (1)_.csv"; filename*=UTF-8''it%27s%20%281%29%2A.csv`,
    ],
    [
      'a\r\nSet-Cookie: b',
      `attachment; filename="aSet-Cookie_ b"; filename*=UTF-8''aSet-Cookie%3A%20b`,
    ],
    ['50%25.csv', `attachment; filename="50_25.csv"; filename*=UTF-8''50%2525.csv`],
    ['', `attachment; filename="export"; filename*=UTF-8''export`],
  ])('writes %j as %s', (name, header) => {
    expect(contentDisposition(name)).toBe(header)
  })

  it('is one line of printable ASCII that gives back any name without control characters', () => {
    assert(
      property(string({ unit: 'binary', minLength: 1 }), (name) => {
        const header = contentDisposition(name)
        expect(header).toMatch(/^attachment; filename="[ !#-[\]-~]+"; filename\*=UTF-8''[!-~]+$/)
        const plain = name.replace(/\p{Cc}/gu, '')
        expect(decodeURIComponent(header.split("UTF-8''")[1] ?? '')).toBe(plain || 'export')
      }),
    )
  })
})
