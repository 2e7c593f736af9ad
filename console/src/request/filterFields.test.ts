import { describe, expect, it } from '@jest/globals'
import type { ExportTypeDescription, FilterDescription } from '../../../contract/index.ts'
import { type FilterField, filterFields } from './filterFields.ts'

const STATUS = { type: 'string', enum: ['OPEN', 'CLOSED'] }
const UUID = { type: 'string', format: 'uuid' }

function fieldOf(filter: Omit<FilterDescription, 'description'>, description = ''): FilterField {
  const type: ExportTypeDescription = {
    type: 'RFP',
    title: 'Requests for proposal',
    roles: ['ADMIN'],
    columns: [
      { key: 'due', heading: 'Due', type: 'text', isDefault: true },
      { key: 'dueDate', heading: 'Due Date', type: 'date', isDefault: true },
    ],
    filters: [{ description, ...filter }],
  }
  const [field] = filterFields(type)
  if (!field) throw new Error('A filter has no field.')
  return field
}

function kindOf(allowed: FilterDescription['allowed'], more: { choices?: true } = {}): string {
  return fieldOf({ name: 'some', allowed, ...more }).kind
}

describe('the field of a filter', () => {
  it('is of the kind that its schema says, for one value or several', () => {
    const oneOrMany = (item: object) => ({ anyOf: [item, { type: 'array', items: item }] })
    expect(kindOf({ type: 'string', maxLength: 200 })).toBe('TEXT')
    expect(kindOf(oneOrMany(STATUS))).toBe('OPTIONS')
    expect(kindOf({ type: 'string', format: 'date' })).toBe('DAY')
    expect(kindOf({ type: 'string', anyOf: [{ format: 'date' }, { format: 'date-time' }] })).toBe(
      'DAY',
    )
    expect(kindOf({ type: 'boolean' })).toBe('FLAG')
    expect(kindOf({ anyOf: [{ type: 'number' }, { type: 'string' }] })).toBe('DECIMAL')
    expect(kindOf(oneOrMany(UUID))).toBe('IDS')
    expect(kindOf(oneOrMany(UUID), { choices: true })).toBe('CHOICES')
  })

  it('is a text field for a schema of a kind that is not known', () => {
    expect(kindOf({ type: 'object' })).toBe('TEXT')
    expect(kindOf({})).toBe('TEXT')
  })

  it('offers every known value once', () => {
    const allowed = { anyOf: [STATUS, { type: 'array', items: STATUS }] }
    expect(fieldOf({ name: 'status', allowed }).options).toEqual(['OPEN', 'CLOSED'])
  })

  it('takes no more characters than the schema allows', () => {
    expect(fieldOf({ name: 'search', allowed: { type: 'string', maxLength: 200 } }).maxLength).toBe(
      200,
    )
    expect(fieldOf({ name: 'search', allowed: { type: 'string' } }).maxLength).toBeNull()
  })

  it('hints at what a filter looks for, and at what to give where that is not any text', () => {
    const said = 'Due contains this. Give a text of 200 characters.'
    const allowed = { type: 'string' }
    expect(fieldOf({ name: 'search', allowed }, said).hint).toBe('Due contains this.')
    expect(fieldOf({ name: 'ids', allowed: UUID }, said).hint).toBe(said)
  })

  it('is called like the column that the filter looks at', () => {
    const day = { type: 'string', format: 'date' }
    const described = 'Due Date is this day or later.'
    expect(fieldOf({ name: 'dueFrom', allowed: day }, described).label).toBe('Due Date from')
    expect(fieldOf({ name: 'dueTo', allowed: day }, described).label).toBe('Due Date to')
    expect(fieldOf({ name: 'amountMin', allowed: {} }, 'Odd.').label).toBe('Amount min')
  })
})
