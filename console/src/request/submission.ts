/**
 * The idempotency key of a request: new for each, but the same for one that is sent again because
 * nobody answered, so that a request that did arrive is not made twice.
 */

export interface Submission {
  /** The request as JSON. */
  body: string
  key: string
}

/** `unanswered` is the last submission, as long as no answer to it came. */
export function submissionOf(
  body: string,
  unanswered: Submission | null,
  newKey: () => string = randomKey,
): Submission {
  return unanswered?.body === body ? unanswered : { body, key: newKey() }
}

/** 128 random bits. `crypto.randomUUID` is missing where the page comes over plain HTTP. */
function randomKey(): string {
  const bits = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bits, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
