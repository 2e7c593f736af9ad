import { describe, expect, it } from '@jest/globals'
import { ScheduleState } from '../../../contract/index.ts'
import { scheduleOf } from '../../../tests/support/scheduleSamples.ts'
import { contentWords, stateRemark, stateWords, whatWords } from './scheduleWords.ts'

describe('a schedule in words', () => {
  it('says what it makes, by its own title where it has one', () => {
    expect(whatWords(scheduleOf())).toBe('Scopes of work → CSV · every row')
    const request = { type: 'SOW', fileType: 'XLSX', title: 'Acme' } as const
    expect(whatWords(scheduleOf({ request }))).toBe('Acme → Excel · every row')
  })

  it('says when changes are followed by every row again', () => {
    expect(contentWords({ content: 'CHANGES', fullEvery: null })).toBe(
      'changes since the file before',
    )
    expect(contentWords({ content: 'CHANGES', fullEvery: 6 })).toBe(
      'changes since the file before, every row after 6 files of changes',
    )
  })

  it('has a word for each state', () => {
    expect(Object.values(ScheduleState).map(stateWords)).toEqual([
      'Starting',
      'Active',
      'Paused',
      'Ended',
      'Unknown',
    ])
  })

  it('says why it is not due, with the note of who paused it', () => {
    expect(stateRemark({ state: 'ACTIVE', note: null })).toBeNull()
    expect(stateRemark({ state: 'PAUSED', note: 'Holidays' })).toBe('Holidays')
    expect(stateRemark({ state: 'PAUSED', note: null })).toBe('It was paused. Resume it to go on.')
  })
})
