import { describe, expect, it } from '@jest/globals'
import { RunOutcome } from '../../../contract/index.ts'
import { runOf } from '../../../tests/support/scheduleSamples.ts'
import { endedWords, heldWords, outcomeWords, resultWords, windowWords } from './runWords.ts'

const BERLIN = 'Europe/Berlin'
const WINDOW = { start: '2026-11-26T01:00:00.000Z', end: '2026-11-27T01:00:00.000Z' }

describe('a run in words', () => {
  it('says which changes its file holds, in the zone of the schedule', () => {
    expect(windowWords(WINDOW, BERLIN)).toBe('changes 26 Nov 2026, 02:00 – 27 Nov 2026, 02:00')
    expect(windowWords({ ...WINDOW, start: null }, BERLIN)).toBe(
      'every row; the next changes from 27 Nov 2026, 02:00',
    )
  })

  it('says what its file was to hold where no window is known', () => {
    expect(heldWords(runOf({ window: null, content: 'CHANGES' }), BERLIN)).toBe('changes')
    expect(heldWords(runOf({ window: null, content: 'FULL' }), BERLIN)).toBe('every row')
  })

  it('has a word for each outcome, and counts rows where there are some', () => {
    expect(Object.values(RunOutcome).map(outcomeWords)).toEqual([
      'Skipped',
      'Planned',
      'Under way',
      'Ready',
      'Failed',
      'Cancelled',
    ])
    expect(resultWords(runOf({ rows: 1_234 }))).toBe('Ready, 1,234 rows')
    expect(resultWords(runOf({ outcome: 'PENDING', rows: null }))).toBe('Under way')
  })

  it('is told aloud with what matters of its end', () => {
    expect(endedWords(runOf({ rows: 1 }), 'Nightly')).toBe('A file of “Nightly” is ready: 1 row.')
    const failure = { code: 'TOO_MANY_ROWS' as const, message: 'Too many.', remedy: 'Choose CSV.' }
    expect(endedWords(runOf({ outcome: 'FAILED', failure }), 'Nightly')).toBe(
      'A file of “Nightly” failed. Too many.',
    )
  })
})
