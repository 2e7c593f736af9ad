/**
 * Whether a mail server's refusal speaks of the recipient's mailbox. Most permanent refusals speak of
 * us: a sender, a client or a network that a setting of theirs or ours keeps out. Whoever mends it
 * within days shall not have lost the mails.
 */

/**
 * Enhanced status codes (RFC 3463 and its registry) of a mailbox: none such, misspelled, moved, of a
 * domain that takes no mail, disabled or full.
 */
const OF_MAILBOX = /^5\.(1\.([1236]|10)|2\.\d+)$/
/** Replies to a recipient that have one meaning: no such mailbox, not local, name not allowed. */
const MAILBOX_REPLIES: ReadonlySet<unknown> = new Set([550, 551, 553])
const ENHANCED_STATUS = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})(?!\S)/
/** How Amazon SES speaks of an address that it can't read. */
const BAD_ADDRESS = /\b(address|domain|local name)\b/i

interface SmtpError {
  responseCode?: unknown
  response?: unknown
  command?: unknown
}

/** False for whatever is not plainly of this recipient. */
export function refusesMailbox(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'BadRequestException') return BAD_ADDRESS.test(error.message)
  const { responseCode, response, command } = error as SmtpError
  if (command !== 'RCPT TO' && command !== 'DATA') return false
  const status = typeof response === 'string' ? ENHANCED_STATUS.exec(response)?.[1] : undefined
  if (status !== undefined) return OF_MAILBOX.test(status)
  return command === 'RCPT TO' && MAILBOX_REPLIES.has(responseCode)
}
