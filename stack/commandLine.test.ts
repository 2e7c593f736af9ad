import { expect, test } from '@jest/globals'
import { parseCommandLine } from './commandLine.ts'

test('starts everything over the sample that is there when nothing is said', () => {
  expect(parseCommandLine([])).toEqual({ fresh: false, bridge: true, worker: true, api: true })
})

test('takes the number of rows, a wipe, and processes to leave out', () => {
  expect(
    parseCommandLine(['--rows', '100', '--fresh', '--no-worker', '--no-bridge', '--no-api']),
  ).toEqual({
    rows: 100,
    fresh: true,
    bridge: false,
    worker: false,
    api: false,
  })
})

test.each(['0', '1.5', 'many', ''])('refuses %j rows', (rows) => {
  expect(() => parseCommandLine(['--rows', rows])).toThrow(
    `--rows takes a whole number from 1, not "${rows}".`,
  )
})

test('refuses an option that it does not know', () => {
  expect(() => parseCommandLine(['--row', '5'])).toThrow("Unknown option '--row'")
})
