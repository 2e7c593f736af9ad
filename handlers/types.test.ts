/** What the compiler must refuse: each line below it is an error, or `tsc` fails here. */
import { expect, test } from '@jest/globals'
import { ColumnType, ExportRequestType, Role } from '../contract/index.ts'
import { HANDLERS } from './exportFactory.ts'
import type { IExportHandler } from './handler.ts'
import type { ColumnKey, RowRequestOf } from './rowRequestOf.ts'
import { column, createTableHandler, hasId } from './table/index.ts'

const TABLE = { type: 'SOW', roles: [Role.ADMIN], table: 'T', joins: {} } as const
const JOINS = { owner: { table: 'O', column: 'id', equals: 'row.ownerId' } } as const

test('a column that forgets its type does not compile', () => {
  // @ts-expect-error The type is missing.
  column('Name', 'row.name')
  // @ts-expect-error There is no such type.
  column('Name', 'varchar', 'row.name')
  // @ts-expect-error A handler's columns have types.
  createTableHandler({ ...TABLE, columns: [{ key: 'name', heading: 'Name' }], filters: {} })
  expect(column('Name', ColumnType.TEXT, 'row.name').type).toBe('text')
})

test('an alias that no join provides does not compile', () => {
  const columns = [column('Owner', ColumnType.TEXT, 'owner.name')]
  const filters = { ownerIds: hasId('owner.id') }
  const astray = { owner: { ...JOINS.owner, equals: 'x.id' } } as const
  createTableHandler({ ...TABLE, joins: JOINS, columns, filters })
  // @ts-expect-error There is no join "owner".
  createTableHandler({ ...TABLE, columns, filters: {} })
  // @ts-expect-error There is no join "owner" for the filter either.
  createTableHandler({ ...TABLE, columns: [], filters })
  // @ts-expect-error There is no join "owner" to tell changes by.
  createTableHandler({ ...TABLE, columns: [], filters: {}, changedBy: ['owner.updatedAt'] })
  // @ts-expect-error A join rests on the table or on another join.
  createTableHandler({ ...TABLE, joins: astray, columns, filters })
  expect(filters.ownerIds.columns).toEqual(['owner.id'])
})

test('names to choose from that do not say whose they are do not compile', () => {
  const names = { table: 'O', name: 'fullName' }
  // @ts-expect-error Whose rows they are is missing.
  hasId('row.ownerId', { choices: names })
  const { choices } = hasId('row.ownerId', { choices: { ...names, clientId: null } })
  expect(choices?.clientId).toBeNull()
})

test('a type without its handler does not compile', () => {
  type All = { [Type in ExportRequestType]: IExportHandler<Type> }
  const check = (all: All): number => Object.keys(all).length
  expect(check(HANDLERS)).toBe(Object.keys(ExportRequestType).length)
  // @ts-expect-error RFP is missing.
  check({ SOW: HANDLERS.SOW, CLIENT_SOW: HANDLERS.CLIENT_SOW })
  // @ts-expect-error RFP is another's.
  check({ ...HANDLERS, RFP: HANDLERS.SOW })
})

test('a request for a type is checked to its columns, filters and values', () => {
  const key: ColumnKey<'RFP'> = 'rfpNumber'
  const request: RowRequestOf<'RFP'> = {
    columns: [key, { key: 'awardedTo', heading: 'Winner' }],
    sort: [{ column: 'dueDate', direction: 'ASC' }],
    filters: { isConfidential: false, amountMin: '10.50', ids: [] },
  }
  // @ts-expect-error Scopes of work have no bids.
  const bids: ColumnKey<'SOW'> = 'bids'
  // @ts-expect-error A flag is no text.
  const filters: RowRequestOf<'RFP'>['filters'] = { isConfidential: 'yes' }
  // @ts-expect-error There is no such column.
  const sort: RowRequestOf<'SOW'> = { sort: [{ column: 'rfpNumber', direction: 'ASC' }] }
  expect([request.columns?.[0], bids, filters, sort.sort?.length]).toHaveLength(4)
})
