import { expect, it } from '@jest/globals'
import { isTimeZone } from './index.ts'

it('knows IANA names, and takes neither offsets nor anything else for one', () => {
  expect(['UTC', 'America/New_York', 'Pacific/Kiritimati'].filter(isTimeZone)).toHaveLength(3)
  expect(['', '+02:00', 'Mars/Olympus', 'Europe/Berlin; DROP'].filter(isTimeZone)).toEqual([])
})
