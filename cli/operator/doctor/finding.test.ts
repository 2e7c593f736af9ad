import { expect, it } from '@jest/globals'
import { type CheckGroup, ok, runGroup } from './finding.ts'

const groupOf = (close: CheckGroup['close'] & {}): CheckGroup => ({
  checks: [{ name: 'first', remedy: 'Look.', run: () => Promise.resolve(ok('Fine.')) }],
  close,
})

it.each<[string, () => Promise<void> | void]>([
  ['rejects', () => Promise.reject(new Error('gone'))],
  [
    'throws',
    () => {
      throw new Error('gone')
    },
  ],
])('tells what was found also where closing %s', async (_, close) => {
  expect(await runGroup(groupOf(close))).toEqual([
    { check: 'first', state: 'OK', message: 'Fine.' },
  ])
})

it('tells of a check that rejects, and skips those that hang on it', async () => {
  const run = () => Promise.reject(new Error('gone'))
  const others = { name: 'second', remedy: 'Look.', run: () => Promise.resolve(ok('Fine.')) }
  expect(await runGroup({ checks: [{ name: 'first', remedy: 'Look.', run }, others] })).toEqual([
    { check: 'first', state: 'FAILED', message: 'Error: gone', remedy: 'Look.' },
    { check: 'second', state: 'SKIPPED', message: 'Not checked: see first.' },
  ])
})
