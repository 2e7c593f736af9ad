/** Posts one JSON document to one machine. */

export interface Webhook {
  url: string
  /** `whsec_` and base64. */
  secret: string
  /** The same for each try of the same notice: by it receivers know a repeat. */
  id: string
  /** JSON. */
  body: string
}

export interface Webhooks {
  /**
   * Resolves once the machine has answered with 2xx.
   * @throws Undelivered, final where the address is not allowed or the machine is gone (410).
   */
  post(webhook: Webhook): Promise<void>
}
