/** A TCP proxy on 127.0.0.1 that can cut a server off and let it be reached again. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface TcpProxy {
  /** `127.0.0.1:port`. */
  address: string
  /** Ends every connection and refuses new ones. */
  cut(): void
  /** Takes connections again. */
  restore(): void
  /** Stops passing on what the client sends from the first chunk on in which this text stands. */
  holdRequestsWith(text: string): void
  /** Stops passing on whatever clients send, also on new connections, without a word to them. */
  fallSilent(): void
  /** Hands on what the server sends as this makes it. */
  changeReplies(change: (chunk: Buffer) => Buffer): void
  close(): Promise<void>
}

/** `target` is `host:port`. */
export async function tcpProxy(target: string): Promise<TcpProxy> {
  const [host, port] = target.split(':')
  const sockets = new Set<Socket>()
  let isCut = false
  let held: string | undefined
  let changed = (chunk: Buffer) => chunk
  const keep = (socket: Socket) => {
    sockets.add(socket)
    // The other end's death is what the tests are about.
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  }
  const server = createServer((client) => {
    keep(client)
    if (isCut) {
      client.destroy()
      return
    }
    const upstream = connect({ host: host ?? '127.0.0.1', port: Number(port) })
    keep(upstream)
    let isHeld = false
    client.on('data', (chunk) => {
      isHeld ||= held !== undefined && chunk.includes(held)
      if (!isHeld) upstream.write(chunk)
    })
    upstream.on('data', (chunk: Buffer) => client.write(changed(chunk)))
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true
      destroyAll()
    },
    restore() {
      isCut = false
    },
    holdRequestsWith(text) {
      held = text
    },
    fallSilent() {
      // Every chunk has it.
      held = ''
    },
    changeReplies(change) {
      changed = change
    },
    async close() {
      destroyAll()
      server.close()
      await once(server, 'close')
    },
  }
}
