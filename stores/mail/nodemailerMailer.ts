/**
 * Mail by nodemailer. Addresses come from Connexus' tables and may hold anything: what is no address
 * is refused here, since a parser would find several in one.
 */
import { describeError } from '../describeError.ts'
import { Undelivered } from '../undelivered.ts'
import type { Mailer } from './mailer.ts'
import { refusesMailbox } from './refusal.ts'
import { type Transport, transportTo } from './transport.ts'

export interface MailerSettings {
  /** `smtp://user:password@host:port`, `smtps://…` or `ses://<region>`. */
  url: string
  /** `exports@example.com`, or with a name before it: `Exports <exports@example.com>`. */
  from: string
}

/** One mailbox: no blank, list or name in it. */
const ADDRESS = /^[^\s<>()[\],;:@"\\\p{Cc}]{1,64}@[^\s<>()[\],;:@"\\\p{Cc}]{1,255}$/u

export function nodemailerMailer({ url, from }: MailerSettings): Mailer {
  const transport = transportTo(url)
  const domain = /@([^@>]+)>?$/.exec(from)?.[1] ?? 'localhost'
  return {
    async send({ id, to, ...content }) {
      if (!ADDRESS.test(to.address)) {
        throw new Undelivered('The user’s record has no valid mail address.', { isFinal: true })
      }
      await sendOver(transport, {
        from,
        to: { name: oneLine(to.name), address: to.address },
        ...content,
        subject: oneLine(content.subject),
        messageId: `<${id}@${domain}>`,
        // No automatic answer is wanted: it would reach nobody.
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        disableFileAccess: true,
        disableUrlAccess: true,
      })
    },
    close: () => transport.close(),
  }
}

async function sendOver(
  transport: Transport,
  mail: Parameters<Transport['send']>[0],
): Promise<void> {
  try {
    await transport.send(mail)
  } catch (error) {
    throw new Undelivered(withoutAddresses(describeError(error)), {
      isFinal: refusesMailbox(error),
      cause: error,
    })
  }
}

/** Servers like to repeat the address, which is personal and goes no further. */
function withoutAddresses(text: string): string {
  return text.replaceAll(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, '<address>').slice(0, 500)
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}
