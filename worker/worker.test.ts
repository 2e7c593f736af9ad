import { expect, it } from '@jest/globals'
import { loadSettings } from '../config/index.ts'
import { WORKER_SETTINGS, workerProblems } from './worker.ts'

const NEEDED = {
  DATABASE_URL: 'postgres://u:p@127.0.0.1/d',
  EXPORT_BUCKET: 'b',
  EXPORT_QUEUE_URL: 'https://sqs.example/q',
}

it.each([
  ['no mail server', {}, []],
  ['a mail server and a sender', { SMTP_URL: 'smtp://m', EXPORT_MAIL_FROM: 'a@b.c' }, []],
  [
    'a mail server alone',
    { SMTP_URL: 'smtp://m' },
    ['EXPORT_MAIL_FROM is missing: mail that SMTP_URL sends needs a sender.'],
  ],
])('a worker with %s is told what is missing', (_, given, problems) => {
  const settings = loadSettings(WORKER_SETTINGS, { ...NEEDED, ...given })
  expect(workerProblems(settings)).toEqual(problems)
})
