import { expect, it } from '@jest/globals'
import type { ExportTypeDescription } from '../../../contract/index.ts'
import { leftOutOf } from './leftOut.ts'

const RFP: ExportTypeDescription = {
  type: 'RFP',
  title: 'Requests for proposal',
  roles: ['ADMIN'],
  columns: [{ key: 'title', heading: 'Title', type: 'text', isDefault: true }],
  filters: [
    { name: 'search', description: '', allowed: { type: 'string' } },
    { name: 'status', description: '', allowed: { type: 'string', enum: ['OPEN', 'CLOSED'] } },
  ],
}

it('names the filters, columns and sorts that the type no longer has', () => {
  const request = {
    type: 'RFP',
    fileType: 'CSV',
    filters: { dueColour: 'red', search: 'x', status: ['OPEN', 'ON_HOLD'] },
    columns: ['title', 'dueDate', { key: 'old', heading: 'Renamed' }],
    sort: [{ column: 'dueDate', direction: 'ASC' }],
  } as const
  expect(
    leftOutOf({ ...request, columns: [...request.columns], sort: [...request.sort] }, RFP),
  ).toEqual([
    'filter Due colour',
    'filter Status: On hold',
    'column Due date',
    'column Old',
    'sort by Due date',
  ])
})

it('names nothing that was empty anyway', () => {
  const filters = { colour: '', size: null }
  expect(leftOutOf({ type: 'RFP', fileType: 'CSV', filters }, RFP)).toEqual([])
  expect(leftOutOf({ type: 'RFP', fileType: 'CSV' }, RFP)).toEqual([])
})
