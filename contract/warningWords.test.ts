import { expect, it } from '@jest/globals'
import { warningWords } from './warningWords.ts'

it('counts what a file could not hold, in words', () => {
  expect(warningWords({ cellsCut: 1, missingGlyphs: 1_200, valuesLeftOut: 0 })).toEqual([
    '1 text cut, since the file type holds no longer ones.',
    '1,200 signs shown as �, since no font here has them.',
  ])
})

it('names a kind that it does not know', () => {
  expect(warningWords({ linksBroken: 3 })).toEqual(['3 losses of the kind linksBroken.'])
})
