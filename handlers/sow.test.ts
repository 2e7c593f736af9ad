import { describe, expect, test } from '@jest/globals'
import {
  type ExportRequest,
  ExportRequestType,
  FailureCode,
  FileType,
  type Requester,
  Role,
} from '../contract/index.ts'
import { handlerOf } from './exportFactory.ts'
import { sowHandler } from './sow.ts'

function request(parts: Partial<ExportRequest>): ExportRequest {
  return { type: ExportRequestType.SOW, fileType: FileType.CSV, ...parts }
}

function fieldsOf(parts: Partial<ExportRequest>): (string | undefined)[] {
  return sowHandler.validate(request(parts)).map(({ field }) => field)
}

function requester(parts: Partial<Requester>): Requester {
  return {
    id: 'u',
    role: Role.ADMIN,
    clientId: null,
    timeZone: 'UTC',
    isActive: true,
    assignedClientIds: [],
    ...parts,
  }
}

const CLIENT = '11111111-1111-1111-1111-111111111111'

describe('filters of SOW', () => {
  test('take null and an empty text as absent', () => {
    const filters = { search: '', status: null, clientIds: '', createdFrom: null, dueFrom: null }
    expect(sowHandler.validate(request({ filters }))).toEqual([])
    expect(sowHandler.parseFilters(request({ filters }))).toEqual({})
  })

  test('take one value as a list of one', () => {
    const filters = { status: 'ACTIVE', clientIds: [CLIENT, CLIENT], serviceIds: CLIENT }
    expect(sowHandler.parseFilters(request({ filters }))).toEqual({
      status: ['ACTIVE'],
      clientIds: [CLIENT, CLIENT],
      serviceIds: [CLIENT],
    })
  })

  test('list twenty faults, count the others, and repeat no long name', () => {
    const filters = { status: Array.from({ length: 5_000 }, () => 'x'), ['n'.repeat(5_000)]: 1 }
    const failures = sowHandler.validate(request({ filters }))
    expect(failures).toHaveLength(21)
    expect(failures.at(-1)?.message).toBe('filters has 4981 more faults.')
    expect(Math.max(...failures.map(({ message }) => message.length))).toBeLessThan(200)
  })

  test('report every fault at once, each with its field and what is allowed', () => {
    const failures = sowHandler.validate(
      request({
        filters: {
          search: 7,
          status: ['ACTIVE', 'GONE'],
          clientIds: [],
          serviceIds: 'x',
          createdFrom: '2026-02-30',
          colour: 'red',
        },
        columns: ['status', 'status', 'price', { key: 'client', heading: ' ' }],
        sort: [{ column: 'price', direction: 'ASC' }],
        timeZone: 'Mars/Olympus',
      }),
    )
    expect(failures.map(({ message }) => message).toSorted()).toEqual([
      'columns[1] names a column again.',
      'columns[2] is no column of this type.',
      'columns[3].heading is blank.',
      'filters.clientIds is empty.',
      'filters.colour is unknown.',
      'filters.createdFrom is no day or instant.',
      'filters.search has the wrong type.',
      'filters.serviceIds is not a valid value.',
      'filters.status[1] is not a valid value.',
      'sort[0] is no column of this type.',
      'timeZone is unknown.',
    ])
    expect(new Set(failures.map(({ code }) => code))).toEqual(
      new Set([FailureCode.INVALID_REQUEST]),
    )
    expect(failures.find(({ field }) => field === 'filters.status[1]')?.remedy).toBe(
      'Give one or several of DRAFT, PENDING_APPROVAL, ACTIVE, ARCHIVED.',
    )
  })

  test.each([
    '2026-13-01',
    '2026-02-29',
    '2026-00-10',
    '2026-01-01T24:00:00Z',
    '2026-01-01T10:60:00Z',
    '2026-01-01T10:00:00',
    '2026-01-01 10:00:00Z',
    '29.03.2026',
    'yesterday',
  ])('refuse %s as a moment', (createdTo) => {
    expect(fieldsOf({ filters: { createdTo } })).toEqual(['filters.createdTo'])
  })

  test('read an instant with its offset as UTC, to the microsecond', () => {
    const filters = {
      createdFrom: '2026-03-29T02:00:00.000001+02:00',
      createdTo: '2026-01-01T00:30-0530',
      updatedFrom: '2024-02-29',
    }
    expect(sowHandler.parseFilters(request({ filters }))).toEqual({
      createdFrom: { kind: 'instant', text: '2026-03-29T00:00:00.000001Z' },
      createdTo: { kind: 'instant', text: '2026-01-01T06:00:00.000Z' },
      updatedFrom: { kind: 'day', day: 19_782 },
    })
  })

  test('refuse U+0000 in a search, since PostgreSQL would', () => {
    expect(fieldsOf({ filters: { search: 'a\0b' } })).toEqual(['filters.search'])
  })

  test('refuse an empty choice of columns', () => {
    expect(fieldsOf({ columns: [] })).toEqual(['columns'])
  })

  test('throw with all failures when parsed without a check', () => {
    expect(() => sowHandler.parseFilters(request({ filters: { colour: 1 } }))).toThrow(
      'filters.colour is unknown.',
    )
  })
})

describe('scope of SOW', () => {
  test('is everything for administrators and the assigned clients for staff', () => {
    expect(sowHandler.scopeOf(requester({}))).toEqual({ kind: 'all' })
    const staff = requester({ role: Role.STAFF, assignedClientIds: [CLIENT] })
    expect(sowHandler.scopeOf(staff)).toEqual({
      kind: 'clients',
      clientIds: [CLIENT],
      confidential: true,
    })
  })

  test('is refused to a client, and to whoever is inactive', () => {
    const refused = expect.objectContaining({ code: FailureCode.REQUESTER_NOT_ALLOWED })
    expect(sowHandler.scopeOf(requester({ role: Role.CLIENT, clientId: CLIENT }))).toEqual(refused)
    expect(sowHandler.scopeOf(requester({ isActive: false }))).toEqual(refused)
  })
})

describe('handlerOf', () => {
  test('finds the handler of a type', () => {
    expect(handlerOf('SOW').getSupportedType()).toBe(ExportRequestType.SOW)
  })

  test.each(['CLIENT_SOW', 'RFP', 'sow', 'toString', ''])('refuses the type "%s"', (type) => {
    expect(() => handlerOf(type)).toThrow(
      expect.objectContaining({
        code: FailureCode.UNSUPPORTED_TYPE,
        failures: [expect.objectContaining({ remedy: 'Ask for one of SOW.' })],
      }),
    )
  })
})
