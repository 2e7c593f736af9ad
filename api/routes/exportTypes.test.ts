import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import { type ApiWorld, apiWorld } from '../../tests/support/apiWorld.ts'
import { refused } from '../../tests/support/fakeExportData.ts'
import type { Problem } from '../errors/index.ts'

let world: ApiWorld
beforeAll(async () => {
  world = await apiWorld()
})
afterAll(() => world.app.close())
beforeEach(() => {
  world.exportData.calls.length = 0
})

const get = (url: string) => world.app.inject({ url, headers: world.signedIn })
const estimate = (payload: string) =>
  world.app.inject({
    method: 'POST',
    url: '/exports/estimate',
    payload,
    headers: { ...world.signedIn, 'content-type': 'application/json' },
  })

it('lists what the caller may export', async () => {
  const { types } = (await get('/export-types')).json<{ types: { type: string }[] }>()
  expect(types.map(({ type }) => type)).toEqual(['SOW', 'CLIENT_SOW', 'RFP'])
  expect(world.exportData.calls).toMatchObject([['exportTypes', { userId: 'ann' }]])
})

it('estimates an export, whose body is read as for a request', async () => {
  const answer = await estimate('{"type":"RFP","fileType":"CSV","more":1}')
  expect(answer.json<object>()).toMatchObject({ rows: 12, basis: 'COUNTED' })
  expect(world.exportData.calls[0]?.[2]).toEqual({ type: 'RFP', fileType: 'CSV', more: 1 })
  expect((await estimate('[]')).statusCode).toBe(422)
})

it('searches for the values of a filter by their names', async () => {
  const answer = await get('/export-types/SOW/filters/clientIds/choices?search=%C3%BCn&limit=5')
  expect(answer.json<object>()).toEqual({ choices: [{ value: 'ann', label: 'Ünal & Co' }] })
  expect(world.exportData.calls).toMatchObject([
    ['choices', { userId: 'ann' }, { type: 'SOW', filter: 'clientIds', search: 'ün', limit: 5 }],
  ])
})

it.each(['limit=51', 'limit=0', `search=${'x'.repeat(201)}`, 'search=%00', 'colour=red'])(
  'refuses a search with %.20s, and names what is wrong',
  async (query) => {
    const answer = await get(`/export-types/SOW/filters/clientIds/choices?${query}`)
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Problem>().errors).toMatchObject([{ field: query.split('=')[0] }])
    expect(world.exportData.calls).toEqual([])
  },
)

it('refuses what the entry refuses', async () => {
  world.exportData.answers.choices = refused('UNSUPPORTED_TYPE', 'type')
  const answer = await get('/export-types/INVOICE/filters/clientIds/choices')
  expect([answer.statusCode, answer.json<Problem>().code]).toEqual([422, 'UNSUPPORTED_TYPE'])
})
