import { expect, test } from '@jest/globals'
import type { Failure } from '../contract/index.ts'
import { parseTableExportMessage } from '../contract/schemas/tableExportMessage.ts'
import { handlerOf } from '../handlers/index.ts'
import { everyFault } from './everyFault.ts'

const IDS = { exportId: 'e', userId: 'u', type: 'SOW', fileType: 'CSV' }

function faultOf(data: Record<string, unknown>): Failure {
  const parsed = parseTableExportMessage(JSON.stringify({ message: 'TABLE_EXPORT', data }))
  if (parsed.isValid) throw new Error('The message is valid.')
  return everyFault(parsed, {
    validate: (type, request) => handlerOf(type).validate(request),
  })
}

/** The wrong fields that the message names. */
function fieldsOf(data: Record<string, unknown>): string[] {
  return [...faultOf({ ...IDS, ...data }).message.matchAll(/data[\w.[\]]*\w\]?/g)].map(([at]) => at)
}

test('names wrong filters, columns and sorts beside a wrong form, all under the message’s paths', () => {
  const found = fieldsOf({
    timeZone: 'Europe/Berln',
    filters: { stauts: 'ACTIVE', createdFrom: '2026-02-30' },
    columns: [{ key: 'nope', heading: 'h'.repeat(201) }, 'status'],
    sort: [{ column: 'bids', direction: 'UP' }],
  })
  expect(found.toSorted()).toEqual([
    'data.columns[0]',
    'data.columns[0].heading',
    'data.filters.createdFrom',
    'data.filters.stauts',
    'data.sort[0]',
    'data.sort[0].direction',
    'data.timeZone',
  ])
})

test.each([
  [{ timeZone: 'Nowhere', columns: [] }, ['data.timeZone', 'data.columns']],
  [{ timeZone: 'Nowhere', filters: [] }, ['data.timeZone', 'data.filters']],
  [{ timeZone: 'Nowhere', sort: 'status' }, ['data.timeZone', 'data.sort']],
  [{ timeZone: 'Nowhere', columns: [7, 'nope'] }, ['data.timeZone', 'data.columns[0]']],
  [{ timeZone: 'Nowhere', type: 'SOUP', filters: { a: 1 } }, ['data.timeZone', 'data.type']],
])('tells a fault once, and nothing of what can’t be read: %j', (data, fields) => {
  expect(fieldsOf(data).toSorted()).toEqual(fields.toSorted())
})

test('is of the message, since nothing of it was taken', () => {
  expect(faultOf({ ...IDS, timeZone: 'x', filters: { a: 1 } }).code).toBe('INVALID_MESSAGE')
})
