import { describe, expect, it } from '@jest/globals'
import type { ExportTypeDescription } from '../../../contract/index.ts'
import { describeRequest } from './describeRequest.ts'

const RFP: ExportTypeDescription = {
  type: 'RFP',
  title: 'Requests for proposal',
  roles: ['ADMIN'],
  columns: [{ key: 'rfpNumber', heading: 'RFP Number', type: 'text', isDefault: true }],
  filters: [
    { name: 'status', description: '', allowed: { enum: ['OPEN', 'PENDING_APPROVAL'] } },
    { name: 'isConfidential', description: '', allowed: { type: 'boolean' } },
  ],
}

describe('a request in words', () => {
  it('says what is as usual', () => {
    expect(describeRequest({ type: 'RFP', fileType: 'CSV' }, RFP)).toEqual([
      { label: 'Columns', words: 'The usual ones' },
      { label: 'Sort', words: 'Newest change first' },
    ])
  })

  it('says every choice by the words that people know', () => {
    const lines = describeRequest(
      {
        type: 'RFP',
        fileType: 'CSV',
        filters: { status: ['PENDING_APPROVAL', 'OPEN'], isConfidential: false, search: '' },
        columns: ['rfpNumber', { key: 'title', heading: 'Name' }],
        sort: [{ column: 'rfpNumber', direction: 'DESC' }],
        timeZone: 'Asia/Tokyo',
        options: { locale: 'de-DE' },
      },
      RFP,
    )
    expect(lines.map(({ label, words }) => `${label}: ${words}`)).toEqual([
      'Status: Pending approval, Open',
      'Is confidential: No',
      'Columns: RFP Number, Name',
      'Sort: RFP Number (descending)',
      'Time zone: Asia/Tokyo',
      'Language tag: de-DE',
    ])
  })

  it('counts the values of a long list', () => {
    const ids = Array.from({ length: 40 }, (_, index) => `id${index}`)
    const [line] = describeRequest({ type: 'RFP', fileType: 'CSV', filters: { ids } }, null)
    expect(line).toEqual({ label: 'Ids', words: 'id0, id1, id2, id3, id4 and 35 more' })
  })
})
