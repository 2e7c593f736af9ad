import { expect, it } from '@jest/globals'
import { untilDue } from './untilDue.ts'

const NOW = Date.parse('2026-11-26T06:00:00.000Z')

it('waits until just after the first of the times', () => {
  expect(untilDue(['2026-11-26T06:30:00.000Z', '2026-11-26T06:01:00.000Z'], NOW)).toBe(63_000)
  expect(untilDue([undefined, '2026-11-26T06:01:00.000Z'], NOW)).toBe(63_000)
})

it('looks again, but not without pause, for what should be over', () => {
  expect(untilDue(['2026-11-26T05:59:00.000Z'], NOW)).toBe(5_000)
})

it('waits no longer than a timer can, and not at all for nothing', () => {
  expect(untilDue(['2030-01-01T00:00:00.000Z'], NOW)).toBe(2 ** 31 - 1)
  expect(untilDue([], NOW)).toBe(false)
  expect(untilDue([undefined], NOW)).toBe(false)
})
