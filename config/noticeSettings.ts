/** Settings of the notices: how mail is sent, and which machines webhooks may reach. */
import { hosts, mailbox, url } from './setting.ts'

export const NOTICE_SETTINGS = {
  smtpUrl: url({
    variable: 'SMTP_URL',
    protocols: ['smtp:', 'smtps:', 'ses:'],
    fallback: '',
    description:
      'Mail server by which people are told that their exports have ended: `smtp://user:password@host:587`, `smtps://…` for TLS from the first byte, or `ses://<region>` for Amazon SES with the usual chain of AWS credentials. A password is only sent encrypted, but to this very machine. Empty: no mail is sent.',
    isSecret: true,
  }),
  mailFrom: mailbox({
    variable: 'EXPORT_MAIL_FROM',
    fallback: '',
    description: 'Sender of all mail. Must be given where `SMTP_URL` is.',
  }),
  webhookPrivateHosts: hosts({
    variable: 'EXPORT_WEBHOOK_PRIVATE_HOSTS',
    fallback: '',
    description:
      'Hosts that webhooks may reach though their addresses are private. Owners of schedules choose the URLs, so each host that is listed here can be called by anyone who may make a schedule. Empty: none, webhooks reach public addresses alone.',
  }),
}

/** What is wrong with the settings of mail taken together. */
export function mailProblems({
  smtpUrl,
  mailFrom,
}: {
  smtpUrl: string
  mailFrom: string
}): string[] {
  const lacksSender = smtpUrl !== '' && mailFrom === ''
  return lacksSender
    ? ['EXPORT_MAIL_FROM is missing: mail that SMTP_URL sends needs a sender.']
    : []
}
