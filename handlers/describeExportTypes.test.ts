import { describe, expect, test } from '@jest/globals'
import { ExportRequestType } from '../contract/index.ts'
import { describeExportTypes } from './describeExportTypes.ts'

const [sow, clientSow, rfp] = describeExportTypes()

describe('describeExportTypes', () => {
  test('lists every type with its title and who may export it', () => {
    const types = describeExportTypes().map(({ type, title, roles }) => [type, title, roles])
    expect(types.map(([type]) => type)).toEqual(Object.values(ExportRequestType))
    expect(types.slice(0, 3)).toEqual([
      ['SOW', 'Scopes of work', ['ADMIN', 'STAFF']],
      ['CLIENT_SOW', 'Client scopes of work', ['ADMIN', 'STAFF', 'CLIENT']],
      ['RFP', 'Requests for proposal', ['ADMIN', 'STAFF', 'CLIENT']],
    ])
  })

  test('lists the columns of a type in default order, the optional ones last', () => {
    expect(rfp?.columns.slice(0, 2)).toEqual([
      { key: 'rfpNumber', heading: 'RFP Number', type: 'text', isDefault: true },
      { key: 'title', heading: 'Title', type: 'text', isDefault: true },
    ])
    expect(clientSow?.columns.filter(({ isDefault }) => !isDefault).map(({ key }) => key)).toEqual([
      'version',
      'description',
      'clientScopeId',
    ])
  })

  test('describes filters by the columns they look at', () => {
    const found = Object.fromEntries((rfp?.filters ?? []).map((filter) => [filter.name, filter]))
    expect(found['dueFrom']).toEqual({
      name: 'dueFrom',
      description: 'Due Date is this day or later. Give a day such as 2026-03-29.',
      allowed: { type: 'string', format: 'date' },
    })
    expect(found['isConfidential']?.allowed).toEqual({ type: 'boolean' })
    expect(found['clientIds']?.description).toBe(
      'Client has one of these ids. Give one id or a list of ids, each a UUID.',
    )
  })

  test('tells which filters have choices, and keeps that out of what they take', () => {
    const withChoices = (sow?.filters ?? []).filter(({ choices }) => choices)
    expect(withChoices.map(({ name }) => name)).toEqual(['clientIds', 'serviceIds'])
    expect(Object.keys(withChoices[0]?.allowed ?? {})).toEqual(['anyOf'])
  })

  test('says what a filter takes as JSON Schema: one value or several, a number or a text', () => {
    const found = Object.fromEntries((sow?.filters ?? []).map((filter) => [filter.name, filter]))
    const status = { type: 'string', enum: ['DRAFT', 'PENDING_APPROVAL', 'ACTIVE', 'ARCHIVED'] }
    expect(found['status']?.allowed).toEqual({
      anyOf: [status, { type: 'array', items: status, minItems: 1 }],
    })
    expect(found['amountMin']?.allowed).toMatchObject({
      anyOf: [{ type: 'number' }, { type: 'string' }],
    })
    expect(found['createdTo']?.allowed).toEqual({
      type: 'string',
      anyOf: [{ format: 'date' }, { format: 'date-time' }],
    })
  })
})
