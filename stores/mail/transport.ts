/** How mail leaves: by SMTP, or through Amazon SES. Each mail has a connection of its own. */
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { createTransport, type SendMailOptions } from 'nodemailer'

/** Milliseconds until a connection to the mail server must stand, and the server have greeted. */
const CONNECT_TIMEOUT_MS = 10_000
/** Longest silence on one, in milliseconds. */
const SILENCE_TIMEOUT_MS = 30_000

export interface Transport {
  send(mail: SendMailOptions): Promise<unknown>
  close(): void
}

/** `smtp://user:password@host:port`, `smtps://…` or `ses://<region>`. */
export function transportTo(url: string): Transport {
  const { protocol, hostname } = new URL(url)
  return protocol === 'ses:' ? sesTransport(hostname) : smtpTransport(new URL(url))
}

function smtpTransport({ protocol, hostname, port, username, password }: URL): Transport {
  const isSecure = protocol === 'smtps:'
  const host = hostname.replace(/^\[|\]$/g, '')
  const transport = createTransport({
    host,
    port: port === '' ? (isSecure ? 465 : 587) : Number(port),
    secure: isSecure,
    // A password goes over the network encrypted or not at all.
    requireTLS: username !== '' && !isSecure && !isLoopback(host),
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
  })
  return { send: (mail) => transport.sendMail(mail), close: () => transport.close() }
}

function sesTransport(region: string): Transport {
  const sesClient = new SESv2Client({
    region,
    // Temporal tries again, and says so on the notice's record.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, requestTimeout: SILENCE_TIMEOUT_MS },
  })
  const transport = createTransport({ SES: { sesClient, SendEmailCommand } })
  return { send: (mail) => transport.sendMail(mail), close: () => sesClient.destroy() }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
