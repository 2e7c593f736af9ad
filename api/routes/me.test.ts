import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { type ApiWorld, apiWorld } from '../../tests/support/apiWorld.ts'
import { REQUESTER, refused } from '../../tests/support/fakeExportData.ts'

let world: ApiWorld
beforeAll(async () => {
  world = await apiWorld()
})
afterAll(() => world.app.close())

const me = () => world.app.inject({ url: '/me', headers: world.signedIn })
const WEB_UI = 'http://temporal.example/namespaces/connexus/workflows'

it.each([
  ['ADMIN', WEB_UI],
  ['STAFF', null],
  ['CLIENT', null],
] as const)(
  'tells a user of role %s what their record says, and Web UI %s',
  async (role, webUiUrl) => {
    world.exportData.answers.requester = { ...REQUESTER, role, clientId: 'c1' }
    expect((await me()).json<object>()).toEqual({
      id: 'ann',
      role,
      timeZone: 'Europe/Berlin',
      webUiUrl,
    })
  },
)

it('tells a zone that there is, whatever the record says: the one that exports are made in', async () => {
  world.exportData.answers.requester = { ...REQUESTER, timeZone: 'Berlin, I guess' }
  expect((await me()).json<object>()).toMatchObject({ timeZone: 'UTC' })
})

it('refuses a user who is inactive, whatever the token says', async () => {
  world.exportData.answers.requester = refused('REQUESTER_NOT_ALLOWED')
  expect((await me()).statusCode).toBe(403)
})
