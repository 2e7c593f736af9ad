/**
 * Sends mail, over SMTP or Amazon SES. Knows nothing of what a mail says or why it is sent. A mail is
 * accepted or refused by the first server that it meets; what becomes of it later is not known here.
 */
export type { Mail, Mailer } from './mailer.ts'
export { nodemailerMailer } from './nodemailerMailer.ts'
