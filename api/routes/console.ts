/** The requester's page, as it was built; where it was not, a page that says how to. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const BUILT = new URL('../../console/dist/', import.meta.url)

const NOT_BUILT = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Connexus exports</title></head>
<body>
<h1>Connexus exports</h1>
<p>The page is not built yet. Build it with <code>npm run build:console</code> and start the API again.</p>
<p>The API itself runs: see <a href="/docs">its reference</a>.</p>
</body>
</html>
`

export async function consoleRoutes(scope: FastifyInstance, folder: URL = BUILT): Promise<void> {
  if (!existsSync(new URL('index.html', folder))) {
    scope.get('/', { schema: { hide: true } }, async (_request, reply) =>
      reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT),
    )
    return
  }
  await scope.register(fastifyStatic, {
    root: fileURLToPath(folder),
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', cachingOf(path))
    },
  })
}

/** Files under `assets/` have the digest of what they hold in their names. */
function cachingOf(path: string): string {
  return /[/\\]assets[/\\]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'
}
