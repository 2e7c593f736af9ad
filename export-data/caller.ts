/** Whoever uses the entry. */

/** Who asks, and from where. What they may is read from their record, whatever a token says. */
export interface Caller {
  userId: string
  /** IP address, for the access log. */
  address?: string
  /** What the client calls itself, for the access log; cut to 200 characters. */
  userAgent?: string
}
