/** The OpenAPI 3.1 document. Operations describe themselves, beside their routes. */
import { readFile } from 'node:fs/promises'
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { OPTIONAL_BODY } from './operation.ts'
import { componentSchemas } from './schemas/components.ts'
import { SESSION_COOKIE } from './signIn.ts'

const PACKAGE = new URL('../package.json', import.meta.url)

const DESCRIPTION = `Ask for Connexus tables as XLSX, CSV or PDF files, watch them being made, and get the files.

Request an export with \`POST /exports\`, look at it with \`GET /exports/{id}\` or watch it with \`GET /exports/{id}/events\`, and get the file from \`GET /exports/{id}/download\`. What you may export is read from your record in Connexus each time. With \`POST /schedules\` an export recurs.

Errors are \`application/problem+json\` with a code, and a remedy for each fault: see \`/errors\`.`

/** Must come before the routes. `url` is the address by which people reach the API. */
export async function describeApi(app: FastifyInstance, url: string): Promise<void> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(PACKAGE, 'utf8')))
  await app.register(swagger, {
    transformObject: (document) =>
      'openapiObject' in document
        ? withOptionalBodies(document.openapiObject)
        : document.swaggerObject,
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Connexus exports', version, description: DESCRIPTION },
      servers: [{ url }],
      tags: [
        { name: 'Exports', description: 'Request, watch, download, cancel, retry, remove.' },
        { name: 'Schedules', description: 'Exports that recur: when, for whom, what came of it.' },
        { name: 'What can be exported', description: 'Types, columns, filters, estimates.' },
        { name: 'Sign-in', description: 'Who calls.' },
        { name: 'Health', description: 'For whatever keeps the process running.' },
      ],
      security: [{ bearer: [] }, { session: [] }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: SESSION_COOKIE,
            description: 'The token, for the page of the same address.',
          },
        },
        schemas: componentSchemas(),
      },
    },
  })
}

/** Of operations that take none as well: the library calls every body required. */
function withOptionalBodies<Document extends { paths?: object }>(document: Document): Document {
  const paths = Object.values(document.paths ?? {}) as Record<string, DescribedOperation>[]
  for (const operation of paths.flatMap((path) => Object.values(path))) {
    if (operation[OPTIONAL_BODY] && operation.requestBody) operation.requestBody.required = false
    delete operation[OPTIONAL_BODY]
  }
  return document
}

interface DescribedOperation {
  requestBody?: { required: boolean }
  [OPTIONAL_BODY]?: true
}
