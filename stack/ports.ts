/** Ports on 127.0.0.1 that nobody listens on, the same for each start where they are still free. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { readJson, writeJson } from './jsonFile.ts'

const PortsSchema = z.object({
  postgres: z.number(),
  aws: z.number(),
  temporal: z.number(),
  temporalUi: z.number(),
  temporalMetrics: z.number(),
  temporalHttp: z.number(),
  mail: z.number(),
  api: z.number(),
})
export type Ports = z.infer<typeof PortsSchema>

/** Finds the ports and keeps them in `ports.json` of the directory. */
export async function reservePorts(directory: string): Promise<Ports> {
  const path = join(directory, 'ports.json')
  // Of a version that needed fewer, perhaps.
  const earlier = new Map(Object.entries((await readJson(path, PortsSchema.partial())) ?? {}))
  const ports: Record<string, number> = {}
  // All are held open until the last is found: the system would give the same one twice.
  const held: Server[] = []
  for (const name of Object.keys(PortsSchema.shape)) {
    const server = await listen(earlier.get(name) ?? 0).catch(() => listen(0))
    held.push(server)
    ports[name] = portOf(server)
  }
  await Promise.all(held.map(close))
  await writeJson(path, ports)
  return PortsSchema.parse(ports)
}

/** One that the system picks; somebody else may take it before it is used. */
export async function freePort(): Promise<number> {
  const server = await listen(0)
  const port = portOf(server)
  await close(server)
  return port
}

async function listen(port: number): Promise<Server> {
  const server = createServer()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

async function close(server: Server): Promise<void> {
  server.close()
  await once(server, 'close')
}
