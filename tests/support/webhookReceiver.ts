/** A machine that takes webhooks over HTTPS on localhost, with a certificate of its own. */
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'

export interface WebhookReceiver {
  url: string
  /** `localhost:port` */
  host: string
  /** PEM file; a process trusts the receiver that is started with it as NODE_EXTRA_CA_CERTS. */
  certificateFile: string
  /** Oldest first. */
  received: { headers: Record<string, string>; body: string }[]
  /** Answers with this status from now on; 204 at first. */
  answerWith(status: number): void
  close(): Promise<void>
}

export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  })
  let status = 204
  const server = createServer({ key, cert }, (call, reply) => {
    const receive = async (): Promise<void> => {
      const chunks = await Array.fromAsync(call as AsyncIterable<Buffer>)
      const body = Buffer.concat(chunks).toString('utf8')
      receiver.received.push({ headers: call.headers as Record<string, string>, body })
      reply.writeHead(status).end()
    }
    receive().catch(() => reply.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const certificateFile = join(tmpdir(), `connexus-webhook-${port}.pem`)
  await writeFile(certificateFile, cert)
  const receiver: WebhookReceiver = {
    url: `https://localhost:${port}/exports`,
    host: `localhost:${port}`,
    certificateFile,
    received: [],
    answerWith: (answer) => {
      status = answer
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await rm(certificateFile, { force: true })
    },
  }
  return receiver
}
