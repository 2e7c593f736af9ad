/** What a mail server is sent, and what its refusals mean. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { type Mailbox, openMailbox } from '../../tests/support/mailbox.ts'
import { Undelivered } from '../undelivered.ts'
import { type Mail, type Mailer, nodemailerMailer } from './index.ts'

const MAIL: Mail = {
  id: 'a1b2c3d4-0000-4000-8000-000000000001',
  to: { name: 'Zoë Ünal', address: 'zoe@example.com' },
  subject: 'Your export is ready: Müller & Söhne',
  text: 'It is ready.\n',
  html: '<p>It is ready.</p>\n',
}

let mailbox: Mailbox
let mailer: Mailer

beforeEach(async () => {
  mailbox = await openMailbox()
  mailer = nodemailerMailer({ url: mailbox.url, from: 'Exports <exports@connexus.example>' })
})

afterEach(async () => {
  mailer.close()
  await mailbox.close()
})

async function failureOf(mail: Mail): Promise<Undelivered> {
  const error: unknown = await mailer.send(mail).catch((reason: unknown) => reason)
  if (!(error instanceof Undelivered)) throw new Error('The mail was not refused', { cause: error })
  return error
}

describe('a mail', () => {
  it('comes as text and HTML, to one person, from the sender, under the id', async () => {
    await mailer.send(MAIL)
    expect(mailbox.mails).toMatchObject([
      {
        recipients: ['zoe@example.com'],
        to: { value: [{ name: 'Zoë Ünal', address: 'zoe@example.com' }] },
        from: { value: [{ name: 'Exports', address: 'exports@connexus.example' }] },
        subject: 'Your export is ready: Müller & Söhne',
        messageId: '<a1b2c3d4-0000-4000-8000-000000000001@connexus.example>',
        text: 'It is ready.\n',
        html: '<p>It is ready.</p>\n',
      },
    ])
    expect(mailbox.mails[0]?.headers.get('auto-submitted')).toBe('auto-generated')
  })

  it('has no header or recipient that a name or a subject brings in', async () => {
    await mailer.send({
      ...MAIL,
      to: { name: 'Z\r\nBcc: b@example.com, "<c@example.com>', address: 'zoe@example.com' },
      subject: 'Ready\r\nBcc: d@example.com\r\n\r\nBody',
    })
    const [mail] = mailbox.mails
    expect(mail?.recipients).toEqual(['zoe@example.com'])
    expect(mail?.headers.has('bcc')).toBe(false)
    expect(mail?.subject).toBe('Ready Bcc: d@example.com Body')
    expect(mail?.to).toMatchObject({ value: [{ address: 'zoe@example.com' }] })
  })

  it.each([
    '',
    'zoe',
    'a@example.com, b@example.com',
    'Zoe <zoe@example.com>',
    'zoe@example.com\r\nDATA',
    '"a b"@example.com',
  ])('is refused for good, and offered to nobody, to the address %j', async (address) => {
    expect(await failureOf({ ...MAIL, to: { name: 'Zoe', address } })).toMatchObject({
      isFinal: true,
      message: 'The user’s record has no valid mail address.',
    })
    expect(mailbox.offers).toBe(0)
  })
})

describe('a mail that the server does not take', () => {
  it.each<[status: number, text: string | undefined, isFinal: boolean]>([
    [451, undefined, false],
    [421, undefined, false],
    [450, '4.2.2 Mailbox full', false],
    [550, undefined, true],
    [551, undefined, true],
    [553, undefined, true],
    [550, '5.1.1 No such user', true],
    [550, '5.1.2 No such host', true],
    [550, '5.1.3 Bad address', true],
    [550, '5.1.6 Moved away', true],
    [556, '5.1.10 The domain takes no mail', true],
    [552, '5.2.2 Mailbox full', true],
    [550, '5.2.1 Mailbox disabled', true],
    [554, '5.7.1 Relay access denied', false],
    [550, '5.7.1 Client host rejected', false],
    [550, '5.1.8 Sender address rejected', false],
    [550, '5.1.0 Rejected', false],
    [550, '5.1.100 Of no meaning', false],
    [554, undefined, false],
    [530, undefined, false],
  ])('with status %d and the words %j is final: %s', async (status, text, isFinal) => {
    mailbox.answerWith(status, text)
    const failure = await failureOf(MAIL)
    expect(failure.isFinal).toBe(isFinal)
    expect(failure.message).toContain(String(status))
  })

  it('is told without the person’s address', async () => {
    mailbox.answerWith(550)
    expect((await failureOf(MAIL)).message).not.toContain('zoe')
  })

  it('since nobody listens is not final', async () => {
    await mailbox.close()
    expect((await failureOf(MAIL)).isFinal).toBe(false)
    mailbox = await openMailbox()
  })

  it('since it says nothing for ten seconds is not final', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] })
    const silent = createServer().listen(0, '127.0.0.1')
    try {
      await once(silent, 'listening')
      const { port } = silent.address() as AddressInfo
      mailer = nodemailerMailer({ url: `smtp://127.0.0.1:${port}`, from: 'e@example.com' })
      const startedAt = Date.now()
      const refused = failureOf(MAIL).then((failure) => ({
        failure,
        after: Date.now() - startedAt,
      }))
      const [socket] = (await once(silent, 'connection')) as [Socket]
      socket.resume()
      // The mailer learns of the connection a moment after the server.
      for (let n = 0; n < 100; n += 1) await setImmediate()
      while (!socket.closed) {
        await setImmediate()
        jest.advanceTimersByTime(100)
      }
      const { failure, after } = await refused
      expect(failure).toMatchObject({
        isFinal: false,
        message: expect.stringContaining('Greeting'),
      })
      expect(after).toBe(10_000)
    } finally {
      jest.useRealTimers()
      silent.close()
    }
  })

  it('is not sent by a password that would cross the network in the clear', async () => {
    mailer = nodemailerMailer({
      url: mailbox.url.replace('//127.0.0.1', '//u:p@0.0.0.0'),
      from: 'e@example.com',
    })
    expect(await failureOf(MAIL)).toMatchObject({
      isFinal: false,
      message: expect.stringContaining('STARTTLS'),
    })
  })
})
