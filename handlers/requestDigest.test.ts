import { describe, expect, it } from '@jest/globals'
import type { ExportRequest } from '../contract/index.ts'
import { requestDigest } from './requestDigest.ts'

const SOW = { type: 'SOW', fileType: 'CSV' } as const
const digest = (more: Partial<ExportRequest>) => requestDigest({ ...SOW, ...more })

describe('requestDigest', () => {
  it.each<[what: string, a: Partial<ExportRequest>, b: Partial<ExportRequest>]>([
    ['another order of properties', { filters: { a: 1, b: 2 } }, { filters: { b: 2, a: 1 } }],
    ['null for absent', { filters: { a: null } }, {}],
    ['an empty text for absent', { filters: { a: '', b: 1 } }, { filters: { b: 1 } }],
    ['nothing in an object or list', { filters: {}, sort: [], options: { csv: {} } }, {}],
  ])('is the same for %s', (_, a, b) => {
    expect(digest(a)).toBe(digest(b))
  })

  it.each<[what: string, a: Partial<ExportRequest>, b: Partial<ExportRequest>]>([
    ['another file type', { fileType: 'PDF' }, {}],
    ['columns in another order', { columns: ['a', 'b'] }, { columns: ['b', 'a'] }],
    ['another heading', { columns: [{ key: 'a', heading: 'A' }] }, { columns: ['a'] }],
    ['a number as text', { filters: { a: 1 } }, { filters: { a: '1' } }],
    ['a no', { options: { csv: { byteOrderMark: false } } }, {}],
    ['a zero', { filters: { amountMin: 0 } }, {}],
  ])('is another one for %s', (_, a, b) => {
    expect(digest(a)).not.toBe(digest(b))
  })
})
