import { expect, it } from '@jest/globals'
import { loadSettings } from './loadSettings.ts'
import { mailProblems } from './noticeSettings.ts'

it.each([
  ['no mail server', {}, []],
  ['a mail server and a sender', { SMTP_URL: 'smtp://m', EXPORT_MAIL_FROM: 'a@b.c' }, []],
  [
    'a mail server alone',
    { SMTP_URL: 'smtp://m' },
    ['EXPORT_MAIL_FROM is missing: mail that SMTP_URL sends needs a sender.'],
  ],
])('a process with %s is told what is missing', (_, given, problems) => {
  const settings = loadSettings(['smtpUrl', 'mailFrom'], given)
  expect(mailProblems(settings)).toEqual(problems)
})
