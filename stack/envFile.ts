/**
 * The environment that a stack's clients and processes need: as variables, and as a dotenv file that
 * `set -a; . .stack/env` in a shell and any dotenv parser read alike.
 */
import { chmod, writeFile } from 'node:fs/promises'
import type { StackAddresses } from './addresses.ts'

/** The variables by which every part of the stack is found, for any client in any language. */
export function environmentOf(addresses: StackAddresses): Record<string, string> {
  return {
    DATABASE_URL: addresses.databaseUrl,
    EXPORT_QUEUE_URL: addresses.queueUrl,
    EXPORT_DLQ_URL: addresses.dlqUrl,
    EXPORT_BUCKET: addresses.bucket,
    AWS_REGION: addresses.region,
    // Python's SDK and the older command line read this one alone.
    AWS_DEFAULT_REGION: addresses.region,
    AWS_ACCESS_KEY_ID: addresses.accessKeyId,
    AWS_SECRET_ACCESS_KEY: addresses.secretAccessKey,
    AWS_ENDPOINT_URL_SQS: addresses.sqsEndpoint,
    AWS_ENDPOINT_URL_S3: addresses.s3Endpoint,
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    TEMPORAL_NAMESPACE: addresses.temporalNamespace,
    TEMPORAL_UI_URL: addresses.temporalUiUrl,
    SMTP_URL: addresses.smtpUrl,
    EXPORT_MAIL_FROM: 'Connexus exports <exports@connexus.example>',
    MAIL_DIR: addresses.mailFolder,
  }
}

/** Replaces the file; only its owner can read it. Throws when a value can't be written for both. */
export async function writeEnvFile(path: string, values: Record<string, string>): Promise<void> {
  const lines = Object.entries(values).map(([name, value]) => `${name}=${quoted(name, value)}\n`)
  await writeFile(path, lines.join(''), { mode: 0o600 })
  await chmod(path, 0o600)
}

/** In single quotes both take every sign as it is, but neither knows the other's way to write one. */
function quoted(name: string, value: string): string {
  if (/['\r\n]/.test(value)) {
    throw new Error(`${name} holds a quote or a line break, which dotenv files can't express.`)
  }
  return `'${value}'`
}
