/** Which rows a handler exports, and to whom. */
import { describe, expect, test } from '@jest/globals'
import { type Requester, Role, type Scope } from '../../contract/index.ts'
import type { IExportHandler } from '../../handlers/index.ts'
import type { HandlerWorld } from './handlerWorld.ts'

interface Rows {
  handler: IExportHandler
  roles: readonly Role[]
  confidential?: string
}

export function describeRows({ handler, roles, confidential }: Rows, world: HandlerWorld): void {
  const { idsOf, idsWhere, largestClients } = world

  /** The scope of a user of the client, or of one who is assigned the clients. */
  function scopeOf(role: Role, clientIds: string[], isActive = true): Scope | undefined {
    const user: Requester = {
      id: '00000000-0000-0000-0000-000000000001',
      role,
      clientId: role === Role.CLIENT ? (clientIds[0] ?? null) : null,
      timeZone: 'UTC',
      isActive,
      assignedClientIds: role === Role.STAFF ? clientIds : [],
    }
    const scope = handler.scopeOf(user)
    return 'code' in scope ? undefined : scope
  }

  function ofClients(clientIds: string[]): string {
    return `t."clientId" IN ('${clientIds.join("', '")}')`
  }

  describe('rows', () => {
    test('are all that are not deleted, newest change first', async () => {
      const ids = await idsOf({})
      expect(ids.length).toBeGreaterThan(3_500)
      expect(ids).toEqual(await idsWhere('TRUE'))
    })

    test('are of the scope only, and no error, whatever ids the filters ask for', async () => {
      const [foreign = '', ...clientIds] = await largestClients(3)
      const scope: Scope = { kind: 'clients', clientIds, confidential: true }
      const visible = await idsWhere(ofClients(clientIds))
      expect(visible.length).toBeGreaterThan(100)
      expect(await idsOf({}, scope)).toEqual(visible)
      const [foreignRow = ''] = await idsWhere(ofClients([foreign]))
      expect(await idsOf({ filters: { clientIds: foreign } }, scope)).toEqual([])
      expect(await idsOf({ filters: { clientIds: [foreign, ...clientIds] } }, scope)).toEqual(
        visible,
      )
      expect(await idsOf({ filters: { ids: foreignRow } }, scope)).toEqual([])
    })

    test('are none for a scope without clients', async () => {
      expect(await idsOf({}, { kind: 'clients', clientIds: [], confidential: true })).toEqual([])
    })

    test.each(Object.values(Role))('are exported for the role %s as the contract says', (role) => {
      expect(scopeOf(role, []) !== undefined).toBe(roles.includes(role))
      expect(scopeOf(role, [], false)).toBeUndefined()
    })

    test.each(roles)('are what a user of the role %s may see', async (role) => {
      const clientIds = (await largestClients(role === Role.CLIENT ? 2 : 3)).slice(1)
      const visible = {
        [Role.ADMIN]: 'TRUE',
        [Role.STAFF]: ofClients(clientIds),
        [Role.CLIENT]: `${ofClients(clientIds)} AND NOT (${confidential ?? 'FALSE'})`,
      }
      const expected = await idsWhere(visible[role])
      expect(expected.length).toBeGreaterThan(50)
      expect(await idsOf({}, scopeOf(role, clientIds))).toEqual(expected)
    })

    test('are none, in no block, when nothing fits', async () => {
      expect(await idsOf({ filters: { search: 'no name contains this' } })).toEqual([])
    })
  })
}
