/** The id under which a request is found in the log: the caller's own where it is a plain one. */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const PLAIN = /^[\w.:-]{1,64}$/

export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && PLAIN.test(given) ? given : randomUUID()
}
