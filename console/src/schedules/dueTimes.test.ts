import { expect, it } from '@jest/globals'
import { dueTimes } from './dueTimes.ts'

it('shows an hour’s change of the clocks where it comes between two times', () => {
  const instants = ['2026-03-28T06:00:00Z', '2026-03-29T05:00:00Z', '2026-03-30T05:00:00Z']
  const shown = dueTimes(instants, 'Europe/Berlin')
  expect(shown).toMatchObject([
    { words: 'Sat 28 Mar 2026, 07:00', offset: 'UTC+1', isAfterClockChange: false },
    { words: 'Sun 29 Mar 2026, 07:00', offset: 'UTC+2', isAfterClockChange: true },
    { words: 'Mon 30 Mar 2026, 07:00', offset: 'UTC+2', isAfterClockChange: false },
  ])
})

it('has the day of the zone, not of UTC', () => {
  const [time] = dueTimes(['2026-12-31T22:30:00Z'], 'Asia/Kolkata')
  expect(time?.words).toBe('Fri 1 Jan 2027, 04:00')
})
