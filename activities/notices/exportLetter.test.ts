/** What a reader is told of an export's end, by what they may see now. */
import { beforeEach, describe, expect, it } from '@jest/globals'
import { type Requester, Role } from '../../contract/index.ts'
import { handlerOf } from '../../handlers/index.ts'
import { anEndedExport } from '../../tests/support/endedExport.ts'
import { exportLetter } from './exportLetter.ts'

const [A, B] = ['a1b2c3d4-0000-4000-8000-00000000000a', 'a1b2c3d4-0000-4000-8000-00000000000b']
/** As it is before the rows are fetched: neither scope nor client is recorded. */
const FAILED = anEndedExport({
  status: 'FAILED',
  createdById: 'owner',
  scope: null,
  errorMessage: 'The database is away.',
  errorRemedy: 'Retry later.',
})
const CLOSED = 'More is told to those alone who may see what it was to hold.'

let users: Record<string, Requester>

beforeEach(() => {
  users = { owner: staff('owner', [A]), reader: staff('reader', [A]) }
})

function staff(id: string, assignedClientIds: string[]): Requester {
  const others = { clientId: null, timeZone: 'UTC', isActive: true }
  return { id, role: Role.STAFF, assignedClientIds, ...others }
}

function letterFor(userId: string, record = FAILED) {
  return exportLetter(
    {
      requesters: { find: async (id) => users[id] },
      contacts: {
        find: async (id) =>
          id === 'owner'
            ? { email: 'o@b.c', fullName: 'Ada Lovelace', timeZone: 'UTC', isActive: true }
            : undefined,
      },
      handlerOf,
      downloadUrlOf: () => undefined,
      timetable: { describe: async () => undefined },
    },
    { record, schedule: undefined },
    { userId, timeZone: 'UTC' },
  )
}

describe('of an export that failed before its scope was recorded', () => {
  it('is told in full who sees all that its requester sees', async () => {
    expect((await letterFor('reader')).facts).toEqual([
      ['What happened', 'The database is away.'],
      ['What to do', 'Retry later.'],
    ])
  })

  it.each<[who: string, change: () => void]>([
    ['who sees less', () => (users['reader'] = staff('reader', [B]))],
    ['whoever is not there', () => (users = { owner: staff('owner', [A]) })],
    ['staff, where the requester is gone', () => (users = { reader: staff('reader', [A]) })],
    [
      'staff, where the requester may no longer export',
      () => (users['owner'] = { ...staff('owner', [A]), isActive: false }),
    ],
  ])('is not told what happened: %s', async (_, change) => {
    change()
    const { facts, opening, closing } = await letterFor('reader')
    expect(facts).toEqual([])
    expect(opening).toEqual([`An export of which you are told has failed. ${CLOSED}`])
    expect(closing).toEqual(['Ask Ada Lovelace, or an administrator of Connexus.'])
  })

  it('is told in full who asked for it, whatever they may see', async () => {
    users = {}
    expect((await letterFor('owner')).facts).toHaveLength(2)
  })
})

describe('of a file', () => {
  const file = anEndedExport({ createdById: 'owner', scope: { kind: 'all' } })

  it('whose requester’s rights shrank sends them to an administrator, not to themselves', async () => {
    expect((await letterFor('owner', file)).closing).toEqual(['Ask an administrator of Connexus.'])
  })

  it('whose scope nobody recorded says no more to staff, whatever its requester sees', async () => {
    const { subject } = await letterFor('reader', { ...file, scope: null })
    expect(subject).toBe('A new file that you may not open')
  })
})
