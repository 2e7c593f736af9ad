import { describe, expect, it } from '@jest/globals'
import { type Requester, Role, type RowRequest } from '../contract/index.ts'
import { resolveRequest } from './resolveRequest.ts'
import { sowHandler } from './sow.ts'

const STAFF: Requester = {
  id: 'u-1',
  role: Role.STAFF,
  clientId: null,
  timeZone: 'Europe/Berlin',
  isActive: true,
  assignedClientIds: ['c-1', 'c-2'],
}
const FAULTY: RowRequest = { filters: { status: 'ASLEEP' }, columns: ['shape'] }

describe('a request', () => {
  it('means the requester’s rows, and their time zone', () => {
    expect(resolveRequest(sowHandler, STAFF, { columns: ['status'] })).toEqual({
      request: { columns: ['status'], timeZone: 'Europe/Berlin' },
      requester: STAFF,
      scope: { kind: 'clients', clientIds: ['c-1', 'c-2'], confidential: true },
    })
  })

  it('keeps its own time zone, and has UTC where the record’s is none', () => {
    const zoneOf = (request: RowRequest, timeZone: string) =>
      resolveRequest(sowHandler, { ...STAFF, timeZone }, request).request.timeZone
    expect(zoneOf({ timeZone: 'Asia/Tokyo' }, 'Europe/Berlin')).toBe('Asia/Tokyo')
    expect(zoneOf({}, 'Atlantis/Poseidonis')).toBe('UTC')
  })

  it('is refused with every fault, those of its reading first', () => {
    const malformed = {
      code: 'INVALID_REQUEST',
      message: 'title must be short.',
      remedy: 'Shorten it.',
      field: 'title',
    } as const
    const failures = ['title', 'filters.status', 'columns[0]'].map((field) =>
      expect.objectContaining({ code: 'INVALID_REQUEST', field }),
    )
    expect(() => resolveRequest(sowHandler, STAFF, FAULTY, [malformed])).toThrow(
      expect.objectContaining({ failures }),
    )
  })
})

describe('whoever may not export the type', () => {
  it.each([
    ['is no user', undefined, 'The requester is not a user of Connexus.'],
    ['is inactive', { ...STAFF, isActive: false }, 'The requester is inactive.'],
    [
      'has another role',
      { ...STAFF, role: Role.CLIENT, clientId: 'c-1' },
      'Users of role CLIENT may not export SOW.',
    ],
  ])('%s, and learns no fault of the request', (_, requester, message) => {
    expect(() => resolveRequest(sowHandler, requester, FAULTY)).toThrow(
      expect.objectContaining({ code: 'REQUESTER_NOT_ALLOWED', message }),
    )
  })
})
