import { describe, expect, it } from '@jest/globals'
import type { Scope } from '../contract/index.ts'
import { mayStillSee } from './mayStillSee.ts'

const ALL: Scope = { kind: 'all' }
const [A, B] = ['a1b2c3d4-0000-4000-8000-00000000000a', 'a1b2c3d4-0000-4000-8000-00000000000b']

function clients(ids: string[], confidential = true): Scope {
  return { kind: 'clients', clientIds: ids, confidential }
}

interface File {
  scope: Scope | null
  tenantId?: string
  named?: unknown
}

function seesNow(now: Scope, { scope, tenantId, named }: File): boolean {
  const request = { type: 'RFP', fileType: 'CSV', filters: { clientIds: named } } as const
  return mayStillSee(now, { scope, tenantId: tenantId ?? null, request })
}

describe('mayStillSee', () => {
  it.each<[what: string, now: Scope, file: File, isSeen: boolean]>([
    ['everything, by who sees everything', ALL, { scope: ALL }, true],
    ['everything, by who sees some', clients([A, B]), { scope: ALL }, false],
    ['all of a named client, by who sees it', clients([A]), { scope: ALL, named: [A] }, true],
    ['all of two named, by who sees one', clients([A]), { scope: ALL, named: [A, B] }, false],
    ['all of one, confidential ones not', clients([A], false), { scope: ALL, named: A }, false],
    ['the same clients', clients([A, B]), { scope: clients([B, A]) }, true],
    ['fewer clients than now', clients([A, B]), { scope: clients([A]) }, true],
    ['one that is gone', clients([A]), { scope: clients([A, B]) }, false],
    ['one that is gone, not named', clients([A]), { scope: clients([A, B]), named: [A] }, true],
    ['one that is gone, named', clients([A]), { scope: clients([A, B]), named: [A, B] }, false],
    ['none, by who sees none', clients([]), { scope: clients([]) }, true],
    ['capitals as small letters', clients([A]), { scope: clients([A.toUpperCase()]) }, true],
    ['a gone one in capitals', clients([]), { scope: clients([A.toUpperCase()]), named: A }, false],
    ['empty names as none', clients([A]), { scope: clients([A, B]), named: '' }, false],
    ['confidential ones', clients([A], false), { scope: clients([A]) }, false],
    ['of a client’s user, not recorded', clients([A], false), { scope: null, tenantId: A }, true],
    ['of another client, not recorded', clients([A], false), { scope: null, tenantId: B }, false],
    ['of staff, not recorded', clients([A]), { scope: null }, false],
  ])('a file of %s', (_, now, file, isSeen) => {
    expect(seesNow(now, file)).toBe(isSeen)
  })
})
