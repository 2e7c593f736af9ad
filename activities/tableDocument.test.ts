import { describe, expect, it } from '@jest/globals'
import type { ExportRequest } from '../contract/index.ts'
import { ReadFrom } from '../contract/index.ts'
import { changesHeld, tableDocument } from './tableDocument.ts'

const request: ExportRequest = { type: 'SOW', fileType: 'XLSX' }
const manifest = {
  exportId: '3f2b8c1e-0000-4000-8000-000000000000',
  attempt: 1,
  columns: [{ key: 'a', heading: 'A', type: 'text' as const }],
  widths: [1],
  rows: 0,
  objects: [],
  timeZone: 'Europe/Berlin',
  snapshotAt: Date.parse('2026-11-26T19:05:09Z'),
  readFrom: ReadFrom.PRIMARY,
}
const window = { start: '2026-11-25T01:30:00.000001Z', end: '2026-11-26T01:30:00.999999Z' }

describe('tableDocument', () => {
  it('says in the title of a file of changes when they were, on the clocks of its zone', () => {
    const { title, options } = tableDocument(request, manifest, changesHeld(window))
    expect(title).toBe('Scopes of work: changes 2026-11-25 02:30 – 2026-11-26 02:30')
    expect(options).toEqual({ xlsx: { titleRow: false } })
  })

  it('writes them as the locale has it, and keeps a title and a title row that were asked for', () => {
    const asked = { title: 'Ours', options: { locale: 'de-DE', xlsx: { titleRow: true } } }
    const document = tableDocument({ ...request, ...asked }, manifest, changesHeld(window))
    expect(document.title).toBe('Ours: changes 25.11.2026 02:30 – 26.11.2026 02:30')
    expect(document.options).toEqual(asked.options)
  })

  it.each([null, { ...window, start: null }])('leaves a file of every row as it is: %j', (full) => {
    const { title, options } = tableDocument(request, manifest, changesHeld(full))
    expect(title).toBe('Scopes of work')
    expect(options).toEqual({})
  })
})
