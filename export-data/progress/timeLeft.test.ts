import { describe, expect, it } from '@jest/globals'
import { assert, double, integer, property, record } from 'fast-check'
import { TimeLeft } from './timeLeft.ts'

const work = (share: number, stage = 'FETCHING', isForeseeable = true) => ({
  share,
  stage,
  isForeseeable,
})

/** What is said each second while work of so many seconds goes on, reported every other second. */
function saidOver(seconds: number, until: number, timeLeft = new TimeLeft()): (number | null)[] {
  return Array.from({ length: until + 1 }, (_, second) =>
    timeLeft.after(work((second - (second % 2)) / seconds), second * 1_000),
  )
}

describe('TimeLeft', () => {
  it('says nothing at first, then counts down', () => {
    const said = saidOver(100, 10)
    expect(said.slice(0, 6)).toEqual(Array(6).fill(null))
    expect(said.slice(6)).toEqual([94, 93, 92, 91, 90])
  })

  it('says one second rather than none', () => {
    expect(saidOver(10, 12).slice(-4)).toEqual([1, 1, 1, 1])
  })

  it('does not take what comes before the first rows for their pace', () => {
    const timeLeft = new TimeLeft()
    const said = [0, 0.01, 0.03, 0.05, 0.07].map((share, report) =>
      timeLeft.after(work(share), report === 0 ? 0 : 7_000 + report * 2_000),
    )
    expect(said).toEqual([null, null, null, 95, 93])
  })

  it('says nothing while a step waits, and goes on with what it knows', () => {
    const timeLeft = new TimeLeft()
    saidOver(100, 10, timeLeft)
    expect(timeLeft.after(work(0.1, 'WAITING', false), 11_000)).toBeNull()
    expect(timeLeft.after(work(0.1, 'WAITING', false), 300_000)).toBeNull()
    expect(timeLeft.after(work(0.1), 301_000)).toBe(90)
  })

  it('says nothing when the work has stood still for ten seconds', () => {
    const timeLeft = new TimeLeft()
    saidOver(100, 10, timeLeft)
    const said = [15, 19, 20, 60].map((second) => timeLeft.after(work(0.1), second * 1_000))
    expect(said).toEqual([85, 81, null, null])
    // The minute without a row says nothing about the rows after it.
    expect(timeLeft.after(work(0.12), 61_000)).toBe(88)
  })

  it('takes the jump to the next step for less to do, not for speed', () => {
    const timeLeft = new TimeLeft()
    saidOver(100, 20, timeLeft)
    expect(timeLeft.after(work(0.5, 'RENDERING'), 21_000)).toBe(50)
    expect(timeLeft.after(work(0.52, 'RENDERING'), 23_000)).toBe(48)
  })

  it('takes work that is done again for more to do, not for speed', () => {
    const timeLeft = new TimeLeft()
    saidOver(100, 20, timeLeft)
    expect(timeLeft.after(work(0), 21_000)).toBe(100)
    expect(timeLeft.after(work(0.02), 23_000)).toBe(98)
  })

  it('changes its mind by little when one report comes late', () => {
    const timeLeft = new TimeLeft()
    expect(saidOver(100, 20, timeLeft).at(-1)).toBe(80)
    expect(timeLeft.after(work(0.21), 27_000)).toBe(84)
  })

  it('forgets a pace that is over', () => {
    const timeLeft = new TimeLeft()
    saidOver(200, 100, timeLeft)
    const slower = Array.from({ length: 30 }, (_, report) =>
      timeLeft.after(work(0.505 + report * 0.005), 102_000 + report * 2_000),
    )
    expect(slower[0]).toBe(100)
    // 35 % at a quarter of a percent a second.
    expect(slower.at(-1)).toBe(140)
  })

  it('changes its mind by little, and is roughly right, when the pace wavers', () => {
    const pace = double({ min: 0.7, max: 1.3, noNaN: true })
    assert(
      property(
        record({ seconds: integer({ min: 30, max: 600 }), early: pace, late: pace }),
        ({ seconds, early, late }) => {
          const timeLeft = new TimeLeft()
          const middle = seconds / 2
          const shareAt = (second: number) =>
            (early * Math.min(second, middle) + late * Math.max(0, second - middle)) / seconds
          let before: number | null = null
          for (let second = 0; shareAt(second) < 0.95; second += 1) {
            const said = timeLeft.after(work(shareAt(second)), second * 1_000)
            if (said !== null && before !== null) {
              expect(Math.abs(said - before)).toBeLessThanOrEqual(3 + before / 10)
            }
            before = said
          }
          const left = (0.05 * seconds) / late
          expect(Math.abs((before ?? 0) - left)).toBeLessThanOrEqual(3 + left / 2)
        },
      ),
    )
  })
})
