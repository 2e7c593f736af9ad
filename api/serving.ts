/** Listens until it is told to stop, and then ends within seconds, whoever is still connected. */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { CannotListen } from './cannotListen.ts'

export interface ServingOptions {
  app: FastifyInstance
  host: string
  port: number
  /** Closes what the app rests on. */
  close(): Promise<void>
}

/** Longest that answers under way may take once the server stops, in milliseconds. */
const GRACE_MS = 5_000
/** Longest that connections to other servers may take to close, in milliseconds. */
const CLOSING_MS = 3_000
const LOOK_EVERY_MS = 100

export class Serving {
  readonly #options: ServingOptions
  readonly #stopping = new AbortController()
  /** Answers that are not over yet. */
  #open = 0

  constructor(options: ServingOptions) {
    this.#options = options
    options.app.server.on('request', (_request, response) => {
      this.#open += 1
      response.once('close', () => {
        this.#open -= 1
      })
    })
  }

  /**
   * Runs until `stop` is called.
   * @throws CannotListen when the address is taken, say, or not this machine's.
   */
  async run(): Promise<void> {
    try {
      await this.#listen()
      if (!this.#stopping.signal.aborted) await once(this.#stopping.signal, 'abort')
    } finally {
      await this.#close()
    }
    this.#options.app.log.info('stopped')
  }

  /** Streams of events end at once, and clients come back to another process; other answers end. */
  stop(): void {
    this.#stopping.abort()
  }

  async #listen(): Promise<void> {
    const { app, host, port } = this.#options
    try {
      await app.listen({ host, port, listenTextResolver: (address) => `listening on ${address}` })
    } catch (error) {
      throw CannotListen.from(error, { host, port })
    }
  }

  async #close(): Promise<void> {
    const { app } = this.#options
    const deadline = performance.now() + GRACE_MS
    // Clients keep connections open for their next request, browsers even before their first.
    const cutting = setInterval(() => {
      if (this.#open === 0 || performance.now() > deadline) app.server.closeAllConnections()
    }, LOOK_EVERY_MS)
    try {
      await app.close()
    } finally {
      clearInterval(cutting)
    }
    await Promise.race([this.#options.close(), sleep(CLOSING_MS, undefined, { ref: false })])
  }
}
