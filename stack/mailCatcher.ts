/**
 * A mail server that delivers nothing: each mail becomes a file. `mailCatcher.ts <port> <folder>`, on
 * 127.0.0.1 until it is told to stop. Files are named by time, so that the newest is the last.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { callbackify } from 'node:util'
import { SMTPServer } from 'smtp-server'

const [port = '', folder = ''] = process.argv.slice(2)
let count = 0

await mkdir(folder, { recursive: true })
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  onData(stream, _session, done) {
    callbackify(keep)(stream, (error) => done(error))
  },
})
server.listen(Number(port), '127.0.0.1')
process.once('SIGTERM', () => server.close(() => process.exit()))

async function keep(stream: Readable): Promise<void> {
  const source = await buffer(stream)
  count += 1
  const moment = new Date().toISOString().replaceAll(':', '-')
  const path = join(folder, `${moment}-${count}.eml`)
  // Whoever lists the folder finds whole mails only.
  await writeFile(`${path}.part`, source)
  await rename(`${path}.part`, path)
}
