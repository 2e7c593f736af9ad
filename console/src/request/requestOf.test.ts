import { describe, expect, it } from '@jest/globals'
import type { ExportRequest, ExportTypeDescription } from '../../../contract/index.ts'
import { type ExportForm, emptyForm, withType } from './exportForm.ts'
import { formOf } from './formOf.ts'
import { requestOf } from './requestOf.ts'

const ID = '00000000-0000-4000-8000-000000000001'
const RFP: ExportTypeDescription = {
  type: 'RFP',
  title: 'Requests for proposal',
  roles: ['ADMIN'],
  columns: [
    { key: 'title', heading: 'Title', type: 'text', isDefault: true },
    { key: 'status', heading: 'Status', type: 'text', isDefault: true },
    { key: 'rfpId', heading: 'RFP Id', type: 'text', isDefault: false },
  ],
  filters: [
    { name: 'search', description: '', allowed: { type: 'string' } },
    { name: 'status', description: '', allowed: { type: 'string', enum: ['OPEN', 'CLOSED'] } },
    { name: 'ids', description: '', allowed: { type: 'string', format: 'uuid' } },
    { name: 'dueFrom', description: '', allowed: { type: 'string', format: 'date' } },
    { name: 'amountMin', description: '', allowed: { type: 'number' } },
    { name: 'isConfidential', description: '', allowed: { type: 'boolean' } },
  ],
}
const EMPTY = emptyForm(RFP)

function asked(changes: Partial<ExportForm>): ExportRequest {
  return requestOf({ ...EMPTY, ...changes }, RFP)
}

describe('the request of a form', () => {
  it('says no more than the type and the file type where nothing was chosen', () => {
    expect(asked({})).toEqual({ type: 'RFP', fileType: 'XLSX' })
    expect(asked({ filters: { search: '  ', status: [], ids: '' }, title: ' ' })).toEqual(asked({}))
  })

  it('has each filter in the type that its schema takes', () => {
    const filters = {
      search: ' 50% ',
      status: ['OPEN'],
      ids: `${ID},\n ${ID}`,
      dueFrom: '2026-03-29',
      amountMin: '10.50',
      isConfidential: 'false',
    }
    expect(asked({ filters }).filters).toEqual({
      search: '50%',
      status: ['OPEN'],
      ids: [ID, ID],
      dueFrom: '2026-03-29',
      amountMin: '10.50',
      isConfidential: false,
    })
  })

  it('names columns where their choice, order or headings are not the usual', () => {
    const [title, status, rfpId] = EMPTY.columns
    if (!title || !status || !rfpId) throw new Error('A column is missing.')
    expect(asked({ columns: [status, title, rfpId] }).columns).toEqual(['status', 'title'])
    expect(asked({ columns: [title, status, { ...rfpId, isChosen: true }] }).columns).toEqual([
      'title',
      'status',
      'rfpId',
    ])
    expect(asked({ columns: [{ ...title, heading: 'Name' }, status, rfpId] }).columns).toEqual([
      { key: 'title', heading: 'Name' },
      'status',
    ])
  })

  it('keeps an empty choice of columns, which the API refuses', () => {
    const columns = EMPTY.columns.map((column) => ({ ...column, isChosen: false }))
    expect(asked({ columns }).columns).toEqual([])
  })

  it('says that nobody shall be told, and how old a file may be that will do', () => {
    expect(asked({ notify: 'NONE', reuseWithin: '3600' })).toMatchObject({
      notify: 'NONE',
      reuseWithin: 3_600,
    })
  })

  it('carries the options of its own file type alone', () => {
    const csv = { delimiter: ';', byteOrderMark: true, formulaGuard: false } as const
    const form = { csv, titleRow: 'yes', pdf: { paper: 'LETTER', orientation: 'auto' } } as const
    expect(asked({ ...form, fileType: 'CSV' }).options).toEqual({
      csv: { delimiter: ';', formulaGuard: false },
    })
    expect(asked({ ...form, fileType: 'XLSX' }).options).toEqual({ xlsx: { titleRow: true } })
    expect(asked({ ...form, fileType: 'PDF' }).options).toEqual({ pdf: { paper: 'LETTER' } })
  })

  it('forgets columns, sort and filters of another type, and keeps what concerns the file', () => {
    const sort = [{ column: 'title', direction: 'ASC' }] as const
    const form: ExportForm = { ...EMPTY, sort, filters: { search: 'x' }, timeZone: 'Asia/Tokyo' }
    const other = withType(form, { ...RFP, type: 'SOW' })
    expect(requestOf(other, RFP)).toEqual({
      type: 'SOW',
      fileType: 'XLSX',
      timeZone: 'Asia/Tokyo',
    })
  })
})

describe('the form of a request', () => {
  it('asks for the same again', () => {
    const requests: ExportRequest[] = [
      { type: 'RFP', fileType: 'PDF' },
      {
        type: 'RFP',
        fileType: 'CSV',
        filters: { status: ['CLOSED'], isConfidential: true, ids: [ID], dueFrom: '2026-01-31' },
        columns: ['rfpId', { key: 'title', heading: 'Name' }],
        sort: [{ column: 'title', direction: 'DESC' }],
        timeZone: 'Europe/Berlin',
        title: 'Closed',
        compress: 'ZIP',
        options: { locale: 'de-DE', csv: { delimiter: '\t' } },
        notify: 'NONE',
        reuseWithin: 90,
      },
    ]
    expect(requests.map((request) => requestOf(formOf(request, RFP), RFP))).toEqual(requests)
  })

  it('takes one value like a list of one, and keeps an instant as it is', () => {
    const filters = { status: 'OPEN', dueFrom: '2026-03-29T08:30:00Z', amountMin: 5 }
    const form = formOf({ type: 'RFP', fileType: 'CSV', filters }, RFP)
    expect(form.filters).toEqual({
      status: ['OPEN'],
      dueFrom: '2026-03-29T08:30:00Z',
      amountMin: '5',
    })
  })

  it('leaves out what the type no longer has', () => {
    const request: ExportRequest = {
      type: 'RFP',
      fileType: 'CSV',
      filters: { gone: 1 },
      columns: ['gone', 'title'],
      sort: [{ column: 'gone', direction: 'ASC' }],
    }
    expect(requestOf(formOf(request, RFP), RFP)).toEqual({
      type: 'RFP',
      fileType: 'CSV',
      columns: ['title'],
    })
  })

  it('has the usual columns where the type has none of those that were chosen', () => {
    const request: ExportRequest = { type: 'RFP', fileType: 'CSV', columns: ['gone'] }
    expect(requestOf(formOf(request, RFP), RFP)).toEqual({ type: 'RFP', fileType: 'CSV' })
  })

  it('keeps of a list those that can still be ticked', () => {
    const filters = { status: ['OPEN', 'ON_HOLD'] }
    const { filters: shown } = formOf({ type: 'RFP', fileType: 'CSV', filters }, RFP)
    expect(shown).toEqual({ status: ['OPEN'] })
  })
})
