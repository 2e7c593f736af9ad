import { describe, expect, it } from '@jest/globals'
import { assert, integer, property, string } from 'fast-check'
import { sheetNames } from './sheetNames.ts'

describe('sheetNames', () => {
  it.each([
    ['Scopes of work', 'Scopes of work'],
    ['Scopes of work: Q3 / 2026 [draft]?', 'Scopes of work Q3 2026 draft'],
    ["'History'", 'History_'],
    ['_x0041_ and _x', '-x0041_ and _x'],
    ["it's", 'it’s'],
    ['x'.repeat(40), 'x'.repeat(31)],
    [`${'x'.repeat(30)}😀`, 'x'.repeat(30)],
    ['[?]', 'Export'],
    ['', 'Export'],
  ])('makes of the title %j the name %j', (title, name) => {
    expect(sheetNames(title, 1)).toEqual([name])
  })

  it('numbers further sheets, and shortens the name rather than the number', () => {
    expect(sheetNames('Clients', 3)).toEqual(['Clients', 'Clients (2)', 'Clients (3)'])
    expect(sheetNames('x'.repeat(40), 2)).toEqual(['x'.repeat(31), `${'x'.repeat(27)} (2)`])
  })

  it('skips a number that the title ends with itself', () => {
    const title = `${'x'.repeat(27)} (2)`
    expect(sheetNames(title, 2)).toEqual([title, `${'x'.repeat(27)} (3)`])
  })

  it('gives names that Excel accepts, whatever the title', () => {
    assert(
      property(
        string({ unit: 'binary', maxLength: 50 }),
        integer({ min: 1, max: 12 }),
        (title, n) => {
          const names = sheetNames(title, n)
          expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(n)
          for (const name of names) {
            expect(name).toMatch(/^[^'*?:\\/[\]\p{Cc}]{1,31}$/u)
            expect(name.length).toBeLessThanOrEqual(31)
            expect(name.toLowerCase()).not.toBe('history')
          }
        },
      ),
    )
  })
})
