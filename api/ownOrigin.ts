/** By which address people reach the API, as browsers name it in `Origin`. */
import { isIPv6 } from 'node:net'

export interface Addresses {
  /** May be empty: then it is where the API listens. */
  apiUrl: string
  apiHost: string
  apiPort: number
}

/** For example `https://exports.example`. Throws where `addressProblems` has found any. */
export function ownOrigin(addresses: Addresses): string {
  return new URL(addressOf(addresses)).origin
}

/** What is wrong, in a sentence, for whoever starts the API. */
export function addressProblems(addresses: Addresses): string[] {
  const address = addressOf(addresses)
  return URL.canParse(address)
    ? []
    : [`API_HOST must be a host, or API_URL set: ${address} is no URL.`]
}

function addressOf({ apiUrl, apiHost, apiPort }: Addresses): string {
  const host = isIPv6(apiHost) ? `[${apiHost}]` : apiHost
  return apiUrl === '' ? `http://${host}:${apiPort}` : apiUrl
}
