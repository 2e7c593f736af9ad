/** Why the API can't listen where its settings say, for whoever started it. */

export interface ListenAddress {
  host: string
  port: number
}

/** By the codes of Node's errors: what is the matter with the address, and what to do. */
const REASONS: Readonly<Record<string, readonly [fault: string, remedy: string]>> = {
  EADDRINUSE: ['is taken', 'End what listens there, or set API_PORT to another port.'],
  EACCES: ['may not be listened on', 'Set API_PORT to a port of 1024 or above.'],
  EADDRNOTAVAIL: ['is not this machine’s', 'Set API_HOST to an address of this machine.'],
  ENOTFOUND: ['is not known', 'Set API_HOST to an address of this machine.'],
}

export class CannotListen extends Error {
  /** Node's. */
  readonly code: string
  readonly remedy: string

  private constructor(code: string, message: string, remedy: string, cause: unknown) {
    super(message, { cause })
    this.name = 'CannotListen'
    this.code = code
    this.remedy = remedy
  }

  /** Gives back an error that has another reason. */
  static from(error: unknown, { host, port }: ListenAddress): unknown {
    if (typeof error !== 'object' || error === null || !('code' in error)) return error
    const code = String(error.code)
    const [fault, remedy] = REASONS[code] ?? []
    if (fault === undefined || remedy === undefined) return error
    return new CannotListen(code, `The address ${host}:${port} ${fault}.`, remedy, error)
  }
}
