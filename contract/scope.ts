/** The requester, and the rows that they may see. */
import type { Role } from './kinds.ts'

/** A Connexus user as read from `Users` and `UserClient`, never from a message or a token. */
export interface Requester {
  id: string
  role: Role
  /** The client of a CLIENT user, else null. */
  clientId: string | null
  /** IANA name. */
  timeZone: string
  isActive: boolean
  /** Clients that a STAFF user is assigned, sorted; empty for other roles. */
  assignedClientIds: string[]
}

/** Rows that an export may contain: of every client, or of these clients only (perhaps none). */
export type Scope =
  | { kind: 'all' }
  | {
      kind: 'clients'
      clientIds: string[]
      /** Whether confidential requests for proposal are within the scope. */
      confidential: boolean
    }
