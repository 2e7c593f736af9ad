/** Whether a request comes from the API's own page, as browsers say it of their own accord. */
import type { FastifyRequest } from 'fastify'

/** Undefined where the client says nothing: no browser that could be made to ask by another page. */
export function isSameOrigin(request: FastifyRequest, ownOrigin: string): boolean | undefined {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = request.headers
  if (origin === undefined) return undefined
  // What the page is called outside may differ from what a proxy calls it inside.
  return origin === ownOrigin || hostOf(origin) === request.host
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
