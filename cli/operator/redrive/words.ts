/** Dead letters as they are shown: a line of JSON each, or a table with what to expect below. */
import { table } from '../../output/table.ts'
import type { SeenLetter } from './prospect.ts'

/** What `--code` calls the reason of a message that SQS moved by itself. */
export const NO_CODE = 'NONE'
const MOVED_BY_SQS = 'SQS moved it after too many receives, of which none came to a decision.'

export function letterLine({ letter, isChosen, ...prospect }: SeenLetter): object {
  const { messageId, failureCode, failureReason, sentAt, receiveCount } = letter
  return {
    kind: 'deadLetter',
    messageId,
    ...prospect,
    failureCode,
    failureReason: failureReason ?? MOVED_BY_SQS,
    sentAt: sentAt.toISOString(),
    receiveCount,
    isChosen,
  }
}

export function letterTable(seen: readonly SeenLetter[]): string[] {
  const headings = ['', 'message', 'export', 'reason', 'since', 'received']
  const rows = seen.map(({ letter, exportId, attempt, isChosen }) => [
    isChosen ? '*' : '',
    letter.messageId,
    exportId === null ? '-' : `${exportId}${attempt === 1 ? '' : ` (attempt ${attempt ?? '?'})`}`,
    letter.failureCode ?? '-',
    letter.sentAt.toISOString(),
    String(letter.receiveCount),
  ])
  const remarks = seen.flatMap(({ letter, advice }) => [
    `${letter.messageId}: ${letter.failureReason ?? MOVED_BY_SQS}`,
    `  → ${advice}`,
  ])
  return [...table(headings, rows), '', ...remarks, '']
}
