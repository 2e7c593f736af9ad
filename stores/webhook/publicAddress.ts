/** Which addresses of machines webhooks may be sent to. */
import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Thrown when a URL leads to an address that webhooks may not reach. */
export class PrivateAddress extends Error {
  constructor() {
    super('The webhook’s URL leads to an address that is not public')
    this.name = 'PrivateAddress'
  }
}

/** Every address of a host. */
export type ResolveHost = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

export const resolveBySystem: ResolveHost = (host, done) => systemLookup(host, { all: true }, done)

/**
 * False for whatever is not plainly public: private, loopback, link-local, shared (CGNAT), multicast,
 * unspecified and reserved ones, and those that translate to others (NAT64, 6to4, Teredo). An IPv4
 * address that is written as an IPv6 one is what it is.
 */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

/**
 * For the socket: what it gives is what is connected to, so that a name can't be checked with one
 * address and reached at another. One address that is not allowed refuses the name.
 */
export function checkedLookup(
  resolve: ResolveHost,
  isAllowed: (address: string) => boolean,
): LookupFunction {
  return (host, options, done) => {
    resolve(host, (error, addresses) => {
      const [first] = addresses ?? []
      if (error) return done(error, [])
      if (!addresses.every(({ address }) => isAllowed(address))) {
        return done(new PrivateAddress(), [])
      }
      if (options.all === true || !first) return done(null, addresses)
      done(null, first.address, first.family)
    })
  }
}
