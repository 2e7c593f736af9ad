/** Which addresses of machines webhooks may be sent to. */
import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** What of IPv6 is given out at all; the library calls unicast whatever has no name of its own. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')

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
 * unspecified and reserved ones, those that translate to others (NAT64, 6to4, Teredo), and all IPv6
 * that is not of the one block given out so far. A mapped IPv4 address is what it maps.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  const isGivenOut = parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST)
  return isGivenOut && parsed.range() === 'unicast'
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
