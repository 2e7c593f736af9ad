import { expect, it } from '@jest/globals'
import { sqlStateOf } from './sqlStates.ts'

it.each([
  ['57014', '57014'],
  ['42P01', '42P01'],
  ['XX000', 'XX000'],
  ['EPIPE', undefined],
  ['ECONNRESET', undefined],
  [57014, undefined],
])('takes an error with the code %s for the SQLSTATE %s', (code, state) => {
  expect(sqlStateOf(Object.assign(new Error('It broke.'), { code }))).toBe(state)
})

it('finds no SQLSTATE in what is no error', () => {
  expect(sqlStateOf({ code: '57014' })).toBeUndefined()
  expect(sqlStateOf(new Error('It broke.'))).toBeUndefined()
})
