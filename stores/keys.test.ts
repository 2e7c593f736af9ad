import { expect, it } from '@jest/globals'
import { attemptOfKey, filePrefix, stagedPrefix } from './keys.ts'

it.each([
  ['3f2a1b2c-0000-4000-8000-000000000001', 1],
  ['a/b 1-2-é%', 12],
  ['..', 3],
])('knows whose a key is that was made for %s in attempt %i', (exportId, attempt) => {
  expect(attemptOfKey(`${filePrefix(exportId, attempt)}00ff/SOW.csv`)).toEqual({
    exportId,
    attempt,
  })
  expect(attemptOfKey(`${stagedPrefix(exportId, attempt)}00ff/`)).toEqual({ exportId, attempt })
})

it.each([
  'exports/doctor-00ff/object',
  'exports/march/file.csv',
  'exports/march/0-00ff/file.csv',
  'exports/march/1-00ff',
  'exports/%E0%A4%A/1-00ff/file.csv',
  'reports/march/1-00ff/file.csv',
])('takes %s for no attempt’s', (key) => {
  expect(attemptOfKey(key)).toBeUndefined()
})
