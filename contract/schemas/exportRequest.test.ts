import { describe, expect, it } from '@jest/globals'
import type { ExportRequest } from '../request.ts'
import { parseExportRequest } from './exportRequest.ts'

const SOW: ExportRequest = { type: 'SOW', fileType: 'PDF' }

/** As JSON may bring it, whatever the types say. */
function parse(fields: Record<string, unknown>) {
  return parseExportRequest({ ...SOW, ...fields })
}

describe('a well-formed request', () => {
  it('is given back, without nulls and what is not known', () => {
    const given = { columns: ['status'], title: null, colour: 'red', options: { pdf: null } }
    expect(parse(given)).toEqual({
      request: { ...SOW, columns: ['status'], options: {} },
      malformed: [],
    })
  })
})

describe('a title', () => {
  it.each(['   ', '\u202egnp.exe', 'a\u0007', '\ud800', ''])('can not be %j', (title) => {
    expect(parse({ title }).malformed).toMatchObject([{ field: 'title' }])
  })

  it.each(['Łódź', 'تقرير', '📦', "it's 100 %"])('can be %j', (title) => {
    expect(parse({ title }).malformed).toEqual([])
  })
})

describe('a malformed request', () => {
  it('has a failure for every wrong field, with its path', () => {
    const { malformed } = parse({
      fileType: 'ODS',
      filters: [],
      columns: ['a', { key: 'b' }],
      timeZone: '+01:00',
      title: 'x'.repeat(201),
      options: { locale: 'tlh-QO', pdf: { paper: 'A3' } },
    })
    expect(malformed.map(({ code, field, message }) => [code, field, message])).toEqual(
      [
        ['fileType', 'must be one of: XLSX CSV PDF'],
        ['filters', 'must be an object of filters'],
        [
          'columns[1]',
          "must be a column's key, or an object of its key and a heading (1 to 200 characters)",
        ],
        ['timeZone', 'must be an IANA time zone, for example Europe/Berlin'],
        ['title', 'must be a text of 1 to 200 characters without control characters'],
        ['options.locale', 'must be a language tag that is known here, for example de-DE'],
        ['options.pdf.paper', 'must be one of: A4 LETTER'],
      ].map(([field, problem]) => ['INVALID_REQUEST', field, `${field} ${problem}.`]),
    )
  })

  it('keeps the parts that are sound', () => {
    const filters = { status: 'ASLEEP' }
    const { request } = parse({ filters, columns: 'status', timeZone: null, title: 7 })
    expect(request).toEqual({ ...SOW, filters })
  })

  it('names no more than 200 columns', () => {
    const named = (count: number) => parse({ columns: Array.from({ length: count }, () => 'a') })
    expect(named(200).malformed).toEqual([])
    expect(named(201).malformed).toMatchObject([
      { field: 'columns', message: 'columns must name at most 200 columns.' },
    ])
  })
})
