import { describe, expect, it } from '@jest/globals'
import { assert, json, property } from 'fast-check'
import { ExportRequestType } from '../kinds.ts'
import { parseTableExportMessage } from './tableExportMessage.ts'

const minimal = { exportId: 'e-1', type: 'SOW', fileType: 'XLSX', userId: 'u-1' }

function parse(data: unknown, message: unknown = 'TABLE_EXPORT') {
  return parseTableExportMessage(JSON.stringify({ message, data }))
}

function messagesOf(parsed: ReturnType<typeof parse>): string[] {
  return parsed.isValid ? [] : parsed.failures.map((failure) => failure.message)
}

describe('a valid message', () => {
  it('needs no more than what Connexus sends today', () => {
    expect(parse(minimal)).toEqual({ isValid: true, data: { ...minimal, attempt: 1 } })
  })

  it('keeps every option', () => {
    const data = {
      ...minimal,
      attempt: 2,
      filters: { search: '100 % "ä"', status: ['ACTIVE'] },
      columns: ['scopeOfWorkName', { key: 'totalAmount', heading: 'Total' }],
      sort: [{ column: 'uploadedDate', direction: 'DESC' }],
      timeZone: 'Europe/Berlin',
      compress: 'ZIP',
      title: 'Scopes 2026',
      options: {
        locale: 'de-DE',
        csv: { delimiter: ';', byteOrderMark: false, formulaGuard: true },
        xlsx: { titleRow: true },
        pdf: { paper: 'LETTER', orientation: 'landscape' },
      },
    }
    expect(parse(data)).toEqual({ isValid: true, data })
  })

  it('ignores properties that it does not know, as a newer producer may send them', () => {
    const body = JSON.stringify({
      message: 'TABLE_EXPORT',
      version: 7,
      data: { ...minimal, colour: 'red', options: { csv: { quote: "'" }, ods: {} } },
    })
    expect(parseTableExportMessage(body)).toEqual({
      isValid: true,
      data: { ...minimal, attempt: 1, options: { csv: {} } },
    })
  })

  it('takes null for an optional property as absent', () => {
    const data = { ...minimal, filters: null, columns: null, title: null, attempt: null }
    expect(parse(data)).toEqual({ isValid: true, data: { ...minimal, attempt: 1 } })
  })

  it('takes an id of any length, since Temporal decides what is too long', () => {
    expect(parse({ ...minimal, exportId: 'x'.repeat(2_000) })).toMatchObject({ isValid: true })
  })
})

describe('an invalid message', () => {
  it('names every wrong field at once, with its path and what is allowed', () => {
    const parsed = parse({
      exportId: 'e-1',
      type: 'TIMESHEET',
      userId: '',
      columns: ['a', { key: 'b' }],
      sort: [{ column: 'a', direction: 'UP' }],
      timeZone: '+01:00',
      options: { locale: 'tlh-QO', csv: { delimiter: '|' } },
    })
    expect(messagesOf(parsed)).toEqual([
      'data.userId must be a non-empty text without control characters.',
      `data.type must be one of: ${Object.values(ExportRequestType).join(' ')}.`,
      'data.fileType must be one of: XLSX CSV PDF.',
      "data.columns[1] must be a column's key, or an object of its key and a heading (1 to 200 characters).",
      'data.sort[0].direction must be one of: ASC DESC.',
      'data.timeZone must be an IANA time zone, for example Europe/Berlin.',
      'data.options.locale must be a language tag that is known here, for example de-DE.',
      'data.options.csv.delimiter must be one of: , ; a tab.',
    ])
    expect(parsed).toMatchObject({
      exportId: 'e-1',
      attempt: 1,
      failures: expect.arrayContaining([
        expect.objectContaining({ code: 'INVALID_MESSAGE', field: 'data.type' }),
      ]),
    })
  })

  it.each(['{', '', 'undefined'])('is %j, which is not JSON', (body) => {
    expect(parseTableExportMessage(body)).toEqual({
      isValid: false,
      failures: [expect.objectContaining({ message: 'The message is not JSON.' })],
    })
  })

  it.each(['""', 'null', '[]', '7', '{"exportId":"x"}'])('is %s', (body) => {
    const parsed = parseTableExportMessage(body)
    expect(parsed).toMatchObject({ isValid: false })
    expect(parsed).not.toHaveProperty('exportId')
  })

  it.each([
    ['another message', parse(minimal, 'USER_IMPORT'), 'message must be TABLE_EXPORT.'],
    ['a title too long', parse({ ...minimal, title: 'x'.repeat(201) }), 'data.title must be'],
    ['a title of two lines', parse({ ...minimal, title: 'a\nb' }), 'data.title must be'],
    ['no columns', parse({ ...minimal, columns: [] }), 'data.columns must name at least one'],
    ['NUL in a filter', parse({ ...minimal, filters: { a: ['\0'] } }), 'data.filters must hold'],
    ['half a character', parse({ ...minimal, filters: { a: '\ud800' } }), 'data.filters must hold'],
  ])('has %s', (_, parsed, message) => {
    expect(messagesOf(parsed)).toEqual([expect.stringContaining(message)])
    expect(parsed).toMatchObject({ exportId: 'e-1', attempt: 1 })
  })

  it('tells no attempt when what stands there is none', () => {
    const parsed = parse({ ...minimal, attempt: 'two' })
    expect(parsed).toMatchObject({ isValid: false, exportId: 'e-1' })
    expect(parsed).not.toHaveProperty('attempt')
  })

  it('is still enough to start a job whose request is stored, if that alone is wrong', () => {
    const wrong = { filters: 'x', columns: [], title: '\n' }
    expect(parse({ ...minimal, attempt: 2, ...wrong })).toMatchObject({
      isValid: false,
      bare: { ...minimal, attempt: 2 },
    })
  })

  it.each([
    ['another message', parse(minimal, 'USER_IMPORT')],
    ['no attempt', parse({ ...minimal, attempt: 0 })],
    ['no user', parse({ ...minimal, userId: '' })],
    ['another file type', parse({ ...minimal, fileType: 'ODS' })],
  ])('is not enough for that with %s', (_, parsed) => {
    expect(parsed).not.toHaveProperty('bare')
  })

  it('lists twenty failures and counts the rest', () => {
    const sort = Array.from({ length: 50 }, () => ({ column: 'a', direction: 'UP' }))
    const messages = messagesOf(parse({ ...minimal, sort }))
    expect(messages).toHaveLength(21)
    expect(messages.at(-1)).toBe('30 more fields are wrong.')
  })

  it('shows no value in a failure', () => {
    const secret = 'hunter2'
    const parsed = parse({ exportId: 'e', type: secret, title: [secret], timeZone: secret })
    expect(JSON.stringify(parsed)).not.toContain(secret)
  })
})

it('answers for every JSON value and never throws', () => {
  assert(
    property(json(), (data) => {
      const parsed = parseTableExportMessage(`{"message":"TABLE_EXPORT","data":${data}}`)
      expect(parsed.isValid).toBe(false)
    }),
    { numRuns: 200 },
  )
})

it('survives filters nested a hundred thousand levels deep', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const data = `{"exportId":"e","userId":"u","type":"SOW","fileType":"CSV","filters":{"a":${deep}}}`
  const parsed = parseTableExportMessage(`{"message":"TABLE_EXPORT","data":${data}}`)
  expect(parsed).toMatchObject({ isValid: false, exportId: 'e' })
})
