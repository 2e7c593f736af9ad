/** Requesters as Connexus knows them; read from the primary, never cached. */
import type { Requester } from '../contract/index.ts'

export interface Requesters {
  /** Undefined when there is no such user; an inactive one is found, with `isActive` false. */
  find(userId: string): Promise<Requester | undefined>
}
