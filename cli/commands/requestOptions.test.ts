import { describe, expect, it } from '@jest/globals'
import type { FilterDescription } from '../../contract/index.ts'
import { describeExportTypes } from '../../handlers/index.ts'
import { fakeIo } from '../../tests/support/fakeTerminal.ts'
import { ExitCode } from '../exitCode.ts'
import { parseColumns, parseSort } from './columnList.ts'
import { filtersOf, parseAssignments } from './filters.ts'
import { parseFormatOptions } from './formatOptions.ts'
import { type RequestOptions, requestOf } from './requestOptions.ts'

const usage = (remedy: string) =>
  expect.objectContaining({
    exitCode: ExitCode.USAGE,
    problem: expect.objectContaining({ remedy: expect.stringContaining(remedy) }),
  })

describe('columns and order', () => {
  it.each<[string, unknown]>([
    ['status', ['status']],
    ['client=Customer,status', [{ key: 'client', heading: 'Customer' }, 'status']],
    [
      String.raw`client=Name\, of it,a=b=c,d=\\`,
      [
        { key: 'client', heading: 'Name, of it' },
        { key: 'a', heading: 'b=c' },
        { key: 'd', heading: '\\' },
      ],
    ],
  ])('reads columns %s', (text, columns) => {
    expect(parseColumns(text)).toEqual(columns)
  })

  it('reads an order, ascending unless it says otherwise', () => {
    expect(parseSort('updatedDate:desc,client,status:ASC')).toEqual([
      { column: 'updatedDate', direction: 'DESC' },
      { column: 'client', direction: 'ASC' },
      { column: 'status', direction: 'ASC' },
    ])
  })

  it('refuses what it can’t read', () => {
    expect(() => parseColumns('a,,b')).toThrow(usage('a,b=Heading'))
    expect(() => parseSort('client:down')).toThrow(usage('column:desc'))
    expect(() => parseSort('')).toThrow(usage('column:desc'))
  })
})

describe('filters', () => {
  const described = describeExportTypes().find(({ type }) => type === 'RFP')?.filters ?? []
  const read = (...assignments: string[]) =>
    filtersOf(parseAssignments('--filter', assignments), described)

  it.each<[string[], unknown]>([
    [['status=OPEN'], { status: 'OPEN' }],
    [['status=OPEN,CLOSED'], { status: ['OPEN', 'CLOSED'] }],
    [['status=OPEN', 'status=CLOSED'], { status: ['OPEN', 'CLOSED'] }],
    [['isConfidential=true'], { isConfidential: true }],
    [['isConfidential=False'], { isConfidential: false }],
    [['isConfidential=maybe'], { isConfidential: 'maybe' }],
    [['amountMin=1000000000000.10'], { amountMin: '1000000000000.10' }],
    [['search=a,b=c'], { search: 'a,b=c' }],
    [['updatedFrom=2026-03-29'], { updatedFrom: '2026-03-29' }],
    [['colour=red,blue'], { colour: 'red,blue' }],
    [['search='], { search: '' }],
  ])('reads %j by the schema of the filter', (assignments, filters) => {
    expect(read(...assignments)).toEqual(filters)
  })

  it('reads lists, numbers and integers of types that may come', () => {
    const types: Pick<FilterDescription, 'name' | 'allowed'>[] = [
      { name: 'tags', allowed: { type: 'array', items: { type: 'string' } } },
      { name: 'bids', allowed: { type: 'integer' } },
    ]
    const given = parseAssignments('--filter', ['tags=one', 'bids=12'])
    expect(filtersOf(given, types)).toEqual({ tags: ['one'], bids: 12 })
    expect(filtersOf(parseAssignments('--filter', ['bids=x']), types)).toEqual({ bids: 'x' })
  })

  it('refuses one without a name or a value', () => {
    expect(() => parseAssignments('--filter', ['status'])).toThrow(usage('--filter name=value'))
    expect(() => parseAssignments('--filter', ['=x'])).toThrow(usage('--filter name=value'))
  })
})

describe('options of file types', () => {
  it('are put where the request has them', () => {
    const given = ['csv.delimiter=;', 'csv.formulaGuard=false', 'pdf.paper=LETTER', 'locale=de-DE']
    expect(parseFormatOptions(given)).toEqual({
      csv: { delimiter: ';', formulaGuard: false },
      pdf: { paper: 'LETTER' },
      locale: 'de-DE',
    })
    expect(
      parseFormatOptions([String.raw`csv.delimiter=\t`], { csv: { byteOrderMark: false } }),
    ).toEqual({ csv: { delimiter: '\t', byteOrderMark: false } })
  })

  it('are told apart from slips of the pen', () => {
    expect(() => parseFormatOptions(['cvs.delimiter=;'])).toThrow(usage('csv.delimiter'))
    expect(() => parseFormatOptions(['xlsx.titleRow=yes'])).toThrow(usage('true or false'))
  })
})

describe('a request', () => {
  const types = () => Promise.resolve(describeExportTypes())
  const read = (type: string | undefined, options: RequestOptions, input?: string) =>
    requestOf(type, options, { io: fakeIo(input === undefined ? {} : { input }), types })

  it('is an XLSX of the type, unless it says otherwise', async () => {
    expect(await read('sow', {})).toEqual({ type: 'SOW', fileType: 'XLSX' })
    const options = {
      fileType: 'csv',
      compress: true as const,
      title: 'Mine',
      timeZone: 'Asia/Tokyo',
      notify: 'none',
      reuseWithin: 3_600,
    }
    expect(await read('rfp', options)).toEqual({
      type: 'RFP',
      fileType: 'CSV',
      compress: 'ZIP',
      title: 'Mine',
      timeZone: 'Asia/Tokyo',
      notify: 'NONE',
      reuseWithin: 3_600,
    })
  })

  it('is read as JSON from standard input, and changed by the options beside it', async () => {
    const request = { type: 'SOW', fileType: 'PDF', filters: { search: 'x', status: 'DRAFT' } }
    const options = { request: '-', filter: ['status=ACTIVE,DRAFT'], sort: 'status' }
    expect(await read(undefined, options, JSON.stringify(request))).toEqual({
      type: 'SOW',
      fileType: 'PDF',
      filters: { search: 'x', status: ['ACTIVE', 'DRAFT'] },
      sort: [{ column: 'status', direction: 'ASC' }],
    })
  })

  it('is refused without a type, and from what is no JSON object', async () => {
    await expect(read(undefined, {})).rejects.toEqual(usage('exports types'))
    await expect(read('SOW', { request: '-' }, '[]')).rejects.toEqual(usage('as JSON'))
    await expect(read('SOW', { request: '-' }, '{')).rejects.toEqual(usage('as JSON'))
    await expect(read('SOW', { request: '/none' })).rejects.toEqual(usage('as JSON'))
  })
})
