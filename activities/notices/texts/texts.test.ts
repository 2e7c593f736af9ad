/** The words themselves, as readers get them. */
import { describe, expect, it } from '@jest/globals'
import {
  closedLetter,
  completedLetter,
  failedLetter,
  html,
  nextTry,
  plainText,
  scheduleLetter,
  type ToldExport,
  type ToldFile,
} from './index.ts'
import { counted, momentIn, sized } from './values.ts'

const TOLD: ToldExport = {
  exportId: 'e-1',
  attempt: 2,
  title: 'Müller & Söhne <all>',
  scheduleName: null,
}
const FILE: ToldFile = {
  fileName: 'Müller.xlsx',
  rows: 1_234_567,
  bytes: 98_765_432,
  snapshotAt: new Date('2026-11-26T08:30:00Z'),
  expiresAt: new Date('2026-12-03T08:31:00Z'),
  window: null,
  warnings: { cellsCut: 2 },
  downloadUrl: 'https://exports.example/exports/e-1/download?a=1&b=2',
}
const OWN = { timeZone: 'Europe/Berlin', isRequester: true }

describe('the mail of a finished export', () => {
  it('says what it is, how new, and until when it can be had, in the reader’s zone', () => {
    const letter = completedLetter(TOLD, FILE, OWN)
    expect(letter.subject).toBe('Ready: Müller & Söhne <all>')
    expect(plainText(letter)).toBe(`Your export “Müller & Söhne <all>” is ready.

File: Müller.xlsx
Rows: 1,234,567
Size: 98.8 MB
As of: 26 November 2026 at 09:30 (Europe/Berlin)
Can be downloaded until: 3 December 2026 at 09:31 (Europe/Berlin)

Download the file:
https://exports.example/exports/e-1/download?a=1&b=2

2 texts cut, since the file type holds no longer ones.

-- 
Sent by Connexus by itself; nobody reads answers. Export e-1, attempt 2.
`)
  })

  it('says the same as HTML, where no text is markup', () => {
    expect(html(completedLetter(TOLD, FILE, OWN))).toBe(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Ready: Müller &amp; Söhne &lt;all&gt;</title>
</head>
<body style="margin:0;padding:24px;max-width:36em;font:16px/1.5 system-ui,-apple-system,&quot;Segoe UI&quot;,Roboto,sans-serif">
<p>Your export “Müller &amp; Söhne &lt;all&gt;” is ready.</p>
<dl>
<dt style="font-weight:600">File</dt><dd style="margin:0 0 8px">Müller.xlsx</dd>
<dt style="font-weight:600">Rows</dt><dd style="margin:0 0 8px">1,234,567</dd>
<dt style="font-weight:600">Size</dt><dd style="margin:0 0 8px">98.8 MB</dd>
<dt style="font-weight:600">As of</dt><dd style="margin:0 0 8px">26 November 2026 at 09:30 (Europe/Berlin)</dd>
<dt style="font-weight:600">Can be downloaded until</dt><dd style="margin:0 0 8px">3 December 2026 at 09:31 (Europe/Berlin)</dd>
</dl>
<p><a href="https://exports.example/exports/e-1/download?a=1&amp;b=2" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#1d4ed8;color:#ffffff;text-decoration:none">Download the file</a></p>
<p>2 texts cut, since the file type holds no longer ones.</p>
<p style="font-size:13px">Sent by Connexus by itself; nobody reads answers. Export e-1, attempt 2.</p>
</body>
</html>
`)
  })

  it('names the schedule and the changes that the file holds, to those who are told besides', () => {
    const changes = {
      ...FILE,
      warnings: {},
      expiresAt: null,
      window: { start: new Date('2026-11-25T08:30:00Z'), end: new Date('2026-11-26T08:30:00Z') },
    }
    const told = { ...TOLD, scheduleName: 'Every morning' }
    const reader = { timeZone: 'America/New_York', isRequester: false }
    expect(
      plainText(completedLetter(told, changes, reader)),
    ).toBe(`A new file of “Müller & Söhne <all>” is ready.

Schedule: Every morning
File: Müller.xlsx
Rows: 1,234,567
Size: 98.8 MB
Changes: from 25 November 2026 at 03:30 (America/New_York) to 26 November 2026 at 03:30 (America/New_York)
As of: 26 November 2026 at 03:30 (America/New_York)

Download the file:
https://exports.example/exports/e-1/download?a=1&b=2

-- 
Sent by Connexus by itself; nobody reads answers. Export e-1, attempt 2.
`)
  })

  it('says where to look where there is no address', () => {
    const letter = completedLetter(TOLD, { ...FILE, downloadUrl: undefined, warnings: {} }, OWN)
    expect(letter).toMatchObject({
      link: undefined,
      closing: ['You find it in Connexus, among the exports.'],
    })
  })

  it('has a subject of seventy characters at most', () => {
    const { subject } = completedLetter({ ...TOLD, title: '😀'.repeat(200) }, FILE, OWN)
    expect(Array.from(subject)).toHaveLength('Ready: '.length + 60)
    expect(subject).toMatch(/😀…$/u)
  })
})

describe('the mail of a failed export', () => {
  it('says what happened, what to do, and when it is tried again', () => {
    const failure = { message: 'The store refused.', remedy: 'Retry later.' }
    const letter = failedLetter(TOLD, failure, 'It is not tried again by itself.', OWN)
    expect(letter.subject).toBe('Failed: Müller & Söhne <all>')
    expect(plainText(letter)).toBe(`Your export “Müller & Söhne <all>” could not be made.

What happened: The store refused.
What to do: Retry later.

It is not tried again by itself.

-- 
Sent by Connexus by itself; nobody reads answers. Export e-1, attempt 2.
`)
  })

  it.each([
    ['NOT_SCHEDULED' as const, 'It is not tried again by itself.'],
    ['UNKNOWN' as const, 'The next file is made when the schedule is due again.'],
    [
      { isPaused: true, nextTime: undefined },
      'The schedule is paused: no more files come until it is resumed.',
    ],
    [{ isPaused: false, nextTime: undefined }, 'The schedule has ended: no more files come.'],
    [
      { isPaused: false, nextTime: new Date('2026-11-27T05:00:00Z') },
      'The next file is made on 27 November 2026 at 06:00 (Europe/Berlin).',
    ],
  ])('of %j says: %s', (due, words) => {
    expect(nextTry(due, 'Europe/Berlin')).toBe(words)
  })
})

describe('the mail to a reader who may not see the export', () => {
  it('says that there is a file and whom to ask, and nothing of what is in it', () => {
    const letter = closedLetter(TOLD, true, 'Ada Lovelace')
    expect(letter.subject).toBe('A new file that you may not open')
    expect(
      plainText(letter),
    ).toBe(`There is a new file in Connexus of which you are told, but it holds more than you may see now.

Ask Ada Lovelace, or an administrator of Connexus.

-- 
Sent by Connexus by itself; nobody reads answers. Export e-1, attempt 2.
`)
  })

  it('says that one has failed', () => {
    expect(closedLetter(TOLD, false, undefined)).toMatchObject({
      subject: 'An export has failed',
      closing: ['Ask an administrator of Connexus.'],
    })
  })
})

describe('the mail of a schedule', () => {
  it('that paused itself tells its owner what to do', () => {
    const letter = scheduleLetter({
      scheduleId: 's-1',
      event: 'schedule.paused',
      name: 'Every morning',
    })
    expect(letter.subject).toBe('Paused: Every morning')
    expect(
      plainText(letter),
    ).toBe(`Your schedule “Every morning” has paused itself, since its exports kept failing. No more files come until it is resumed.

See in Connexus why its last exports failed, change what the failures speak of, and resume it.

-- 
Sent by Connexus by itself; nobody reads answers. Schedule s-1.
`)
  })

  it('that stopped tells the others without its name', () => {
    const letter = scheduleLetter({ scheduleId: 's-1', event: 'schedule.stopped', name: null })
    expect(letter).toMatchObject({
      subject: 'Stopped: a schedule of exports',
      opening: [
        'A schedule of exports of which you are told has stopped, since its owner is no longer active in Connexus. No more files come.',
      ],
      closing: [
        'Ask an administrator of Connexus to activate the owner, or make a schedule of your own.',
      ],
    })
  })
})

it('writes moments, counts and sizes for people', () => {
  const moment = new Date('2026-03-29T00:59:00Z')
  expect(momentIn('Europe/London', moment)).toBe('29 March 2026 at 00:59 (Europe/London)')
  expect(counted(1_000)).toBe('1,000')
  expect([0, 1, 999, 1_000, 1_550_000, 2_000_000_000].map(sized)).toEqual([
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1 KB',
    '1.6 MB',
    '2 GB',
  ])
})
