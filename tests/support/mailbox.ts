/** A mail server of the test's own on 127.0.0.1: it keeps what it is sent, or refuses as it is told. */
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { callbackify } from 'node:util'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { eventually } from './eventually.ts'

export interface ReceivedMail extends ParsedMail {
  /** Addresses of the envelope, to which it is delivered whatever its headers say. */
  recipients: string[]
  /** As it came. */
  source: string
}

export interface Mailbox {
  /** `smtp://127.0.0.1:port` */
  url: string
  /** Oldest first. */
  mails: ReceivedMail[]
  /** Times that a mail was offered for a recipient, refused ones included. */
  offers: number
  /** Answers each recipient with this status and text from now on; 250 takes them. */
  answerWith(status: number, text?: string): void
  /** Waits for so many mails in all. */
  until(count: number, timeoutMs?: number): Promise<ReceivedMail[]>
  close(): Promise<void>
}

export async function openMailbox(): Promise<Mailbox> {
  let status = 250
  let words = ''
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onRcptTo(_address, _session, done) {
      mailbox.offers += 1
      if (status === 250) return done()
      done(Object.assign(new Error(words), { responseCode: status }))
    },
    onData(stream, { envelope }, done) {
      const receive = async (): Promise<void> => {
        const source = await buffer(stream)
        const recipients = envelope.rcptTo.map(({ address }) => address)
        const parsed = await simpleParser(source)
        mailbox.mails.push({ ...parsed, recipients, source: source.toString('utf8') })
      }
      callbackify(receive)((error) => done(error))
    },
  })
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const mailbox: Mailbox = {
    url: `smtp://127.0.0.1:${port}`,
    mails: [],
    offers: 0,
    answerWith: (answer, text = 'Not now, or never') => {
      status = answer
      words = text
    },
    until: (count, timeoutMs) =>
      eventually(async () => {
        if (mailbox.mails.length < count) throw new Error(`${mailbox.mails.length} mails came`)
        return mailbox.mails
      }, timeoutMs),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
      }),
  }
  return mailbox
}
