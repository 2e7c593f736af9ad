import { describe, expect, it } from '@jest/globals'
import { array, assert, double, integer, property } from 'fast-check'
import { SteadyPercent } from './steadyPercent.ts'

const share = double({ min: 0, max: 1, noNaN: true })

function percentsOf(shares: readonly number[], seen = 0): number[] {
  const percent = new SteadyPercent()
  percent.raise(seen)
  return shares.map((at) => percent.at(at))
}

describe('SteadyPercent', () => {
  it('goes to 98 with the work', () => {
    expect(percentsOf([0, 0.25, 0.5, 0.75, 1])).toEqual([0, 24, 49, 73, 98])
  })

  it('goes on slowly while work is done again', () => {
    expect(percentsOf([0.5, 0, 0.25, 0.5, 0.75, 1])).toEqual([49, 49, 61, 73, 85, 98])
  })

  it('goes on each time that work is done again', () => {
    expect(percentsOf([0.5, 0.02, 0.5, 0.02, 0.5, 0.02, 0.5, 1])).toEqual([
      49, 49, 73, 73, 85, 85, 91, 98,
    ])
  })

  it('begins where a watcher was cut off, and goes on from there', () => {
    expect(percentsOf([0.2, 0.6, 1], 60)).toEqual([60, 79, 98])
  })

  it('takes no notice of a percent that the work has passed', () => {
    expect(percentsOf([0.5, 0.75, 1], 30)).toEqual([49, 73, 98])
  })

  it('is raised in the middle by a watcher that has seen more elsewhere', () => {
    const percent = new SteadyPercent()
    expect(percent.at(0.5)).toBe(49)
    percent.raise(80)
    expect([0.5, 0.75, 1].map((at) => percent.at(at))).toEqual([80, 89, 98])
  })

  it('is whole, never goes back, and stays between what was seen and 98', () => {
    assert(
      property(array(share), integer({ min: 0, max: 100 }), (shares, seen) => {
        const percents = percentsOf(shares, seen)
        expect(percents).toEqual(percents.toSorted((a, b) => a - b))
        for (const percent of percents) {
          expect(Number.isInteger(percent)).toBe(true)
          expect(percent).toBeGreaterThanOrEqual(Math.min(seen, 98))
          expect(percent).toBeLessThanOrEqual(98)
        }
      }),
    )
  })

  it('moves whenever a fifth of the work is done, as long as eight percent are left', () => {
    assert(
      property(array(share), double({ min: 0, max: 0.8, noNaN: true }), (shares, at) => {
        const [before, after] = percentsOf([...shares, at, at + 0.2]).slice(-2)
        if (before !== undefined && before <= 90) expect(after).toBeGreaterThan(before)
      }),
    )
  })
})
