import { describe, expect, it } from '@jest/globals'
import { statusWords, wordsOfCode, wordsOfName } from './words.ts'

describe('words', () => {
  it('are made of codes and of names', () => {
    expect(wordsOfCode('PENDING_APPROVAL')).toBe('Pending approval')
    expect(wordsOfName('clientReference')).toBe('Client reference')
  })

  it('tell a job that waits from one that runs, and a file from one that is gone', () => {
    const state = { hasStarted: false, isExpired: false }
    expect(statusWords('PENDING', state)).toBe('Queued')
    expect(statusWords('PENDING', { ...state, hasStarted: true })).toBe('Running')
    expect(statusWords('COMPLETED', state)).toBe('Ready')
    expect(statusWords('COMPLETED', { ...state, isExpired: true })).toBe('Expired')
  })
})
