import { expect, it } from '@jest/globals'
import { periodWords } from './periodWords.ts'

it('says for how long, and how often', () => {
  const nothing = { from: '', until: '', runs: '' }
  expect(periodWords(nothing)).toBe('From now on')
  const all = { from: '2026-12-01T00:00', until: '2027-01-01T00:00', runs: '12' }
  expect(periodWords(all)).toBe('From 1 Dec 2026 until 1 Jan 2027, 12 times')
})

it('leaves out a number of files that can not be', () => {
  expect(periodWords({ from: '', until: '', runs: '-3' })).toBe('From now on')
  expect(periodWords({ from: '', until: '', runs: 'some' })).toBe('From now on')
})
