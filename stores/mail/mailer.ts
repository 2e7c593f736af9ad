/** Sends one mail to one person. */

export interface Mail {
  /** Both may hold any text: what is no address is refused, and no name can add a header. */
  to: { name: string; address: string }
  subject: string
  text: string
  html: string
  /** The same for each try of the same mail: by it mail programs know a repeat. No address, no host. */
  id: string
}

export interface Mailer {
  /**
   * Resolves once the server has accepted the mail.
   * @throws Undelivered, final where this recipient has no mailbox that takes it.
   */
  send(mail: Mail): Promise<void>
  close(): void
}
