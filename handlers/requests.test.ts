import { describe, expect, test } from '@jest/globals'
import {
  ExportRequestType,
  FailureCode,
  type Requester,
  Role,
  type RowRequest,
} from '../contract/index.ts'
import { clientSowHandler } from './clientSow.ts'
import { handlerOf } from './exportFactory.ts'
import { rfpHandler } from './rfp.ts'
import { sowHandler } from './sow.ts'

function fieldsOf(request: RowRequest): (string | undefined)[] {
  return sowHandler.validate(request).map(({ field }) => field)
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
    expect(sowHandler.validate({ filters })).toEqual([])
  })

  test('list three faults of a filter and twenty unknown ones, count the others, and hide none', () => {
    const filters = {
      status: Array.from({ length: 5_000 }, () => 'x'),
      search: 7,
      ...Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`n${n}`.repeat(2_000), n])),
    }
    const failures = sowHandler.validate({ filters })
    expect(failures).toHaveLength(1 + 4 + 21)
    expect(failures.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        'filters.search has the wrong type.',
        'filters.status[2] is not a valid value.',
        'filters.status has 4997 more faults.',
        'filters has 10 more faults.',
      ]),
    )
    expect(Math.max(...failures.map(({ message }) => message.length))).toBeLessThan(200)
  })

  test('report every fault at once, each with its field and what is allowed', () => {
    const failures = sowHandler.validate({
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
    })
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

  test('refuse U+0000 in a search, since PostgreSQL would', () => {
    expect(fieldsOf({ filters: { search: 'a\0b' } })).toEqual(['filters.search'])
  })

  test('refuse an empty choice of columns', () => {
    expect(fieldsOf({ columns: [] })).toEqual(['columns'])
  })

  test.each([
    [{ amountMin: '12,50' }, 'filters.amountMin is not a valid value.'],
    [{ amountMin: '1e3' }, 'filters.amountMin is not a valid value.'],
    [{ amountMax: 'NaN' }, 'filters.amountMax is not a valid value.'],
    [
      { amountMax: 9_007_199_254_740_992 },
      'filters.amountMax has more digits than a number of JSON keeps.',
    ],
    [{ amountMax: true }, 'filters.amountMax has the wrong type.'],
    [{ ids: [] }, 'filters.ids is empty.'],
    [{ search: 'x'.repeat(201) }, 'filters.search is too long.'],
    [{ ids: { id: CLIENT } }, 'filters.ids has the wrong type.'],
    [{ createdByIds: [CLIENT, 7] }, 'filters.createdByIds[1] has the wrong type.'],
    [{ dueFrom: '2026-01-01' }, 'filters.dueFrom is unknown.'],
  ])('refuse %j', (filters, message) => {
    expect(sowHandler.validate({ filters }).map((failure) => failure.message)).toEqual([message])
  })

  test.each([0, -5, 12.5, '-5.00', '999999999999.99', '0.10', '0'])(
    'take %j as an amount',
    (amount) => {
      expect(sowHandler.validate({ filters: { amountMin: amount, amountMax: amount } })).toEqual([])
    },
  )
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

describe('filters of the other types', () => {
  test('take days alone for what is a day', () => {
    const days = { startFrom: '2026-03-29', startTo: '2024-02-29' }
    expect(clientSowHandler.validate({ filters: days })).toEqual([])
    expect(rfpHandler.validate({ filters: { dueFrom: '1899-12-31' } })).toEqual([])
    const refused = { dueFrom: '2026-03-29T00:00:00Z', dueTo: '2026-02-29', isConfidential: 'no' }
    expect(rfpHandler.validate({ filters: refused }).map(({ message }) => message)).toEqual([
      'filters.dueFrom is no day.',
      'filters.dueTo is no day.',
      'filters.isConfidential has the wrong type.',
    ])
  })

  test('know the statuses of their own type', () => {
    const failures = rfpHandler.validate({ filters: { status: ['AWARDED', 'SIGNED'] } })
    expect(failures).toMatchObject([
      {
        field: 'filters.status[1]',
        remedy: 'Give one or several of DRAFT, OPEN, CLOSED, AWARDED, CANCELLED.',
      },
    ])
    expect(clientSowHandler.validate({ filters: { status: 'SIGNED' } })).toEqual([])
  })
})

describe('scope of CLIENT_SOW and RFP', () => {
  test.each([clientSowHandler, rfpHandler])('is the own client of a client', (handler) => {
    const client = requester({ role: Role.CLIENT, clientId: CLIENT })
    expect(handler.scopeOf(client)).toEqual({
      kind: 'clients',
      clientIds: [CLIENT],
      confidential: false,
    })
  })
})

describe('handlerOf', () => {
  test.each(Object.values(ExportRequestType))('finds the handler of %s', (type) => {
    expect(handlerOf(type).getSupportedType()).toBe(type)
  })

  test.each(['Sow', 'sow', 'toString', ''])('refuses the type "%s"', (type) => {
    expect(() => handlerOf(type)).toThrow(
      expect.objectContaining({
        code: FailureCode.UNSUPPORTED_TYPE,
        failures: [
          expect.objectContaining({
            remedy: `Ask for one of ${Object.keys(ExportRequestType).join(', ')}.`,
          }),
        ],
      }),
    )
  })
})
