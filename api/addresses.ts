/** What is said of addresses that no route takes: not there, not with this method, or which methods. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ApiCode, ApiError } from './errors/index.ts'

interface Address {
  pattern: RegExp
  methods: Set<string>
}

/** Must come before every route. */
export function answerUnknownAddresses(app: FastifyInstance): void {
  const addresses = new Map<string, Address>()
  app.addHook('onRoute', ({ url, method }) => {
    if (url === '*') return
    const address = addresses.get(url) ?? { pattern: patternOf(url), methods: new Set() }
    for (const one of [method].flat()) address.methods.add(one)
    addresses.set(url, address)
  })
  app.setNotFoundHandler(async (request, reply) => {
    const methods = methodsOf(request, addresses.values())
    if (methods.length === 0) {
      throw new ApiError(ApiCode.NO_SUCH_ADDRESS, 'There is nothing under this address.')
    }
    const allow = [...methods, 'OPTIONS'].join(', ')
    if (request.method === 'OPTIONS') return await reply.code(204).header('allow', allow).send()
    throw new ApiError(
      ApiCode.METHOD_NOT_ALLOWED,
      `This address takes ${allow}, not ${request.method}.`,
      { headers: { allow } },
    )
  })
}

function methodsOf(request: FastifyRequest, addresses: Iterable<Address>): string[] {
  const [path = ''] = request.url.split('?')
  const found = [...addresses].filter(({ pattern }) => pattern.test(path))
  return [...new Set(found.flatMap(({ methods }) => [...methods]))]
}

/** Of a route's address such as `/exports/:id`. */
function patternOf(url: string): RegExp {
  const escaped = url.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll(/:\w+/g, '[^/]+').replaceAll('*', '.*')}$`)
}
