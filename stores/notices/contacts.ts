/** How users are addressed; read from the primary, never cached. */

export interface Contact {
  /** As Connexus has it: perhaps no address at all. */
  email: string
  /** Perhaps empty. */
  fullName: string
  /** IANA name; perhaps one that is none. */
  timeZone: string
  isActive: boolean
}

export interface Contacts {
  /** Undefined when there is no such user. */
  find(userId: string): Promise<Contact | undefined>
}
