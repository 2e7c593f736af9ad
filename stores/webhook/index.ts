/**
 * Tells machines over HTTPS, signed as Standard Webhooks have it. Whoever may make a schedule chooses
 * the URL, so nothing private is reached: the address that is connected to is the one that was
 * checked. Knows nothing of what is told.
 */
export { httpsWebhooks, type WebhookSettings } from './httpsWebhooks.ts'
export { newWebhookSecret } from './signature.ts'
export type { Webhook, Webhooks } from './webhooks.ts'
export { webhookUrlProblem } from './webhookUrl.ts'
