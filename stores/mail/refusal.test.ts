/** Refusals of Amazon SES, and of SMTP where the recipient was taken; others see the mailer's tests. */
import { expect, it } from '@jest/globals'
import { refusesMailbox } from './refusal.ts'

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name })
}

function smtp(command: string, response: string): Error {
  return Object.assign(new Error(response), { command, response, responseCode: 550 })
}

it.each<[what: string, error: unknown, isOfMailbox: boolean]>([
  ['SES, of an address', named('BadRequestException', 'Illegal address'), true],
  ['SES, of a domain', named('BadRequestException', "Missing final '@domain'"), true],
  ['SES, of a header', named('BadRequestException', 'Invalid header name'), false],
  [
    'SES, of our sender',
    named('MessageRejected', 'Email address is not verified: exports@example.com'),
    false,
  ],
  ['SES, of its account', named('AccountSuspendedException', 'Suspended'), false],
  ['of a mailbox, after the mail', smtp('DATA', '550 5.2.3 Message too long for it'), true],
  ['in several lines', smtp('RCPT TO', '550-5.1.1 No such user.\n550 5.1.1 See above'), true],
  ['of the mail', smtp('DATA', '550 5.7.1 Looks like spam'), false],
  ['of the mail, in words alone', smtp('DATA', '550 Looks like spam'), false],
  ['of the sender', smtp('MAIL FROM', '550 5.1.1 Who?'), false],
  ['nothing that is an error', 'no', false],
])('takes for a refusal of the mailbox: %s', (_, error, isOfMailbox) => {
  expect(refusesMailbox(error)).toBe(isOfMailbox)
})
