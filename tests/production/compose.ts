/** docker-compose.yml as plain data, its variables replaced by their defaults. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const Service = z.object({
  image: z.string(),
  build: z.object({ target: z.string() }).optional(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  restart: z.string().default('no'),
  stop_grace_period: z
    .string()
    .regex(/^\d+s$/)
    .default('10s')
    .transform((text) => Number.parseInt(text, 10)),
})
const Compose = z.object({ services: z.record(z.string(), Service) })

export type ComposeService = z.output<typeof Service> & { name: string }

export function composeServices(file: URL): ComposeService[] {
  const text = readFileSync(file, 'utf8').replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')
  const { services } = Compose.parse(parse(text, { merge: true }))
  return Object.entries(services).map(([name, service]) => ({ ...service, name }))
}
