import { expect, it } from '@jest/globals'
import { collector, screenOf } from '../../tests/support/fakeTerminal.ts'
import {
  completedJob,
  failedJob,
  jobOf,
  OTHER_ID,
  progressOf,
} from '../../tests/support/requestedJobs.ts'
import { ProgressBars } from './progressBars.ts'

const terminal = (size: { columns?: number; rows?: number } = {}) =>
  collector({ isTTY: true, columns: 100, rows: 24, ...size })

it('draws a line for each job over the one before', () => {
  const { output, text } = terminal()
  const other = jobOf({ id: OTHER_ID, type: 'CLIENT_SOW', fileType: 'XLSX' })
  const bars = new ProgressBars(output, [jobOf(), other])
  bars.progress(progressOf({ percent: 10 }))
  bars.progress(progressOf({ exportId: OTHER_ID, step: 'WAITING', rows: 0, of: null, percent: 0 }))
  bars.progress(progressOf({ percent: 50, rows: 4_000, secondsLeft: null, trouble: 'S3 is away' }))
  expect(screenOf(text())).toEqual([
    'SOW → CSV 3f2a1b2c          ██████████░░░░░░░░░░  50 %  fetching 4,000 of 5,000 rows, S3 is away',
    'CLIENT_SOW → XLSX 77777777  ░░░░░░░░░░░░░░░░░░░░   0 %  waiting, 9 s left',
  ])
})

it('leaves the line of a job that ended above those that go on', () => {
  const { output, text } = terminal()
  const other = jobOf({ id: OTHER_ID, fileType: 'PDF' })
  const bars = new ProgressBars(output, [jobOf(), other])
  bars.progress(progressOf({ percent: 90, step: 'PUBLISHING', rows: 0, of: null }))
  bars.end(failedJob({ id: OTHER_ID, fileType: 'PDF' }))
  expect(screenOf(text())).toEqual([
    'SOW → PDF 77777777  failed: PDF holds 100,000 rows. → Choose CSV.',
    'SOW → CSV 3f2a1b2c  ██████████████████░░  90 %  publishing, 9 s left',
  ])
  bars.end(completedJob({}, { warnings: { missingGlyphs: 14 } }))
  expect(screenOf(text())).toEqual([
    'SOW → PDF 77777777  failed: PDF holds 100,000 rows. → Choose CSV.',
    'SOW → CSV 3f2a1b2c  completed, 4,950 rows, 667 kB, SOW-2026-11-26-3f2a1b2c.csv, but: 14 signs shown as �, since no font here has them.',
  ])
})

it('puts a remark above the jobs that go on', () => {
  const { output, text } = terminal()
  const bars = new ProgressBars(output, [jobOf()])
  bars.progress(progressOf())
  bars.say('The connection broke.')
  expect(screenOf(text())).toEqual([
    'The connection broke.',
    'SOW → CSV 3f2a1b2c  ██░░░░░░░░░░░░░░░░░░  12 %  fetching 1,200 of 5,000 rows, 9 s left',
  ])
})

it('keeps to the width and the height of the screen', () => {
  const { output, text } = terminal({ columns: 60, rows: 6 })
  const jobs = Array.from({ length: 9 }, (_, index) => jobOf({ id: `job-${index}` }))
  const bars = new ProgressBars(output, jobs)
  bars.progress(progressOf({ exportId: 'job-1' }))
  const lines = screenOf(text())
  expect(lines).toHaveLength(4)
  expect(lines[1]).toBe('SOW → CSV job-1  ██░░░░░░░░░░░░░░░░░░  12 %  fetching 1,20…')
  expect(lines[3]).toBe('6 more')
})

it('shows nothing of what steers a terminal', () => {
  const { output, text } = terminal()
  const bars = new ProgressBars(output, [jobOf()])
  bars.progress(progressOf({ trouble: 'a\u001B[2Jb\nc' }))
  expect(screenOf(text())).toEqual([
    'SOW → CSV 3f2a1b2c  ██░░░░░░░░░░░░░░░░░░  12 %  fetching 1,200 of 5,000 rows, 9 s left, a�[2Jb�c',
  ])
})
