/** What can be known without an engine of Dockerfile and docker-compose.yml: that they fit the code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { loadSettings, SETTINGS, type SettingName } from '../../config/index.ts'
import { SEARCH_ATTRIBUTES } from '../../contract/index.ts'
import { WORKER_MEMORY } from '../../stack/index.ts'
import { type ComposeService, composeServices } from './compose.ts'
import { copiedByStage } from './dockerfile.ts'
import { reachOf } from './imports.ts'

const ROOT = new URL('../../', import.meta.url)
const ROOT_PATH = fileURLToPath(ROOT)

/** Variables of the environment that the SDKs read by themselves: see config/index.ts. */
const SDK_VARIABLES = [
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'AWS_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_ENDPOINT_URL_SQS',
  'AWS_ENDPOINT_URL_S3',
]

const services = composeServices(new URL('docker-compose.yml', ROOT))
const copied = copiedByStage(new URL('Dockerfile', ROOT))
/** The services that run a program of this repository. */
const processes = services
  .filter(({ build }) => build !== undefined)
  .map((service) => ({ ...service, entry: entryOf(service) }))

function entryOf({ name, command }: ComposeService): string {
  const entry = command.find((word) => word.endsWith('.ts'))
  if (entry === undefined) throw new Error(`${name} runs no program of this repository`)
  return entry
}

function serviceNamed(name: string): ComposeService {
  const found = services.find((service) => service.name === name)
  if (!found) throw new Error(`docker-compose.yml has no service ${name}`)
  return found
}

function textOf(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8')
}

/** Settings that a program asks for: those whose names stand in its sources as text. */
function settingsOf(entry: string): SettingName[] {
  const sources = reachOf(ROOT_PATH, entry)
    .files.filter((file) => !file.startsWith('config/'))
    .map(textOf)
  return (Object.keys(SETTINGS) as SettingName[]).filter((name) =>
    sources.some((source) => source.includes(`'${name}'`)),
  )
}

describe('docker-compose.yml', () => {
  it('runs migrations, bridge, worker and API', () => {
    const entries = processes.map(({ entry }) => entry)
    const needed = ['migrations/main.ts', 'bridge/main.ts', 'worker/main.ts', 'api/main.ts']
    expect(entries).toEqual(expect.arrayContaining(needed))
  })

  it.each(processes)('gives $name every setting that it needs', ({ entry, environment }) => {
    const needed = settingsOf(entry)
    expect(needed).not.toEqual([])
    expect(() => loadSettings(needed, environment)).not.toThrow()
  })

  it.each(processes)('gives $name no variable that it does not read', ({ entry, environment }) => {
    const known = [...SDK_VARIABLES, ...settingsOf(entry).map((name) => SETTINGS[name].variable)]
    expect(Object.keys(environment).filter((variable) => !known.includes(variable))).toEqual([])
  })

  it('names bridge, worker and API the same task queue, namespace and database', () => {
    const [bridge, worker, api] = ['bridge', 'worker', 'api'].map((name) => {
      const { environment } = serviceNamed(name)
      const { taskQueue, databaseUrl } = loadSettings(['taskQueue', 'databaseUrl'], environment)
      const { host, pathname } = new URL(databaseUrl)
      return { taskQueue, host, pathname, namespace: environment['TEMPORAL_NAMESPACE'] }
    })
    expect(bridge).toEqual(worker)
    expect(api).toEqual(worker)
  })

  it('names bridge, worker and API the same queue, worker and API the same bucket', () => {
    const [bridge, worker, api] = ['bridge', 'worker', 'api'].map(
      (name) => serviceNamed(name).environment,
    )
    expect(api?.['EXPORT_QUEUE_URL']).toBe(bridge?.['EXPORT_QUEUE_URL'])
    expect(worker?.['EXPORT_QUEUE_URL']).toBe(bridge?.['EXPORT_QUEUE_URL'])
    expect(api?.['EXPORT_BUCKET']).toBe(worker?.['EXPORT_BUCKET'])
  })

  it.each(['bridge', 'worker', 'api'])('lets the %s connect as its role', (name) => {
    const { username, password } = new URL(serviceNamed(name).environment['DATABASE_URL'] ?? '')
    expect(username).toBe(`connexus_${name}`)
    expect(serviceNamed('roles').command).toContain(`--set=${name}_password=${password}`)
  })

  it('tells people addresses that are published, and each of the right service', () => {
    const { environment: api } = serviceNamed('api')
    const { environment: worker } = serviceNamed('worker')
    const publishedBy = (address = '') =>
      services.find(({ ports }) =>
        ports.some((port) => port.startsWith(`${new URL(address).host}:`)),
      )?.name
    expect(publishedBy(api['API_URL'])).toBe('api')
    expect(publishedBy(worker['EXPORT_DOWNLOAD_URL'])).toBe('api')
    expect(publishedBy(api['EXPORT_PUBLIC_S3_ENDPOINT'])).toBe('s3')
    expect(publishedBy(api['TEMPORAL_UI_URL'])).toBe('temporal-ui')
  })

  it('lets services wait only for what can come about', () => {
    const waits = services.flatMap((service) =>
      Object.entries(service.depends_on).map(([other, { condition }]) => ({
        ...serviceNamed(other),
        condition,
      })),
    )
    expect(waits).not.toEqual([])
    const impossible = waits.filter(({ condition, healthcheck, restart }) =>
      // A service that is always started again never completes.
      condition === 'service_healthy' ? !healthcheck : restart === 'unless-stopped',
    )
    expect(impossible).toEqual([])
  })

  it('publishes every port on this machine alone', () => {
    const ports = services.flatMap((service) => service.ports)
    expect(ports).not.toEqual([])
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
  })

  it('pins every image', () => {
    const tags = services.map(({ image }) => image.split(':')[1] ?? 'latest')
    expect(tags).not.toContain('latest')
  })

  it('mounts files that exist', () => {
    const mounted = services
      .flatMap(({ volumes }) => volumes)
      .flatMap((volume) => /^\.\/([^:]+):/.exec(volume)?.[1] ?? [])
    expect(mounted).not.toEqual([])
    expect(mounted.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([])
  })

  it('leaves the worker its shutdown grace and ten seconds more', () => {
    const { environment, stop_grace_period: period } = serviceNamed('worker')
    const { shutdownGrace } = loadSettings(['shutdownGrace'], environment)
    expect(period).toBeGreaterThanOrEqual(shutdownGrace + 10)
  })

  it('has queues that the configuration of its SQS declares, with five receives', () => {
    const declared = textOf('docker/elasticmq.conf')
    const { queueUrl, deadLetterQueueUrl } = loadSettings(
      ['queueUrl', 'deadLetterQueueUrl'],
      serviceNamed('bridge').environment,
    )
    const [queue, deadLetters] = [queueUrl, deadLetterQueueUrl].map((url) => url.split('/').at(-1))
    expect(declared).toMatch(new RegExp(`^ {2}${deadLetters} \\{`, 'm'))
    const [block = ''] = new RegExp(`^ {2}${queue} \\{[^]*?^ {2}\\}`, 'm').exec(declared) ?? []
    expect(block).toContain(`name = "${deadLetters}"`)
    expect(block).toContain('maxReceiveCount = 5\n')
  })
})

describe('Dockerfile', () => {
  it('gives the worker the same small memory as the local stack', () => {
    for (const [name, value] of Object.entries(WORKER_MEMORY)) {
      expect(textOf('Dockerfile').replaceAll('"', '')).toContain(`  ${name}=${value} \\\n`)
    }
  })

  it('copies only what exists', () => {
    const paths = [...copied.values()].flat()
    expect(paths).not.toEqual([])
    expect(paths.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([])
  })

  const programs = [
    ...processes.map(({ entry, build }) => ({ entry, stage: build?.target ?? '' })),
    { entry: 'worker/bundle.ts', stage: 'bundle' },
    { entry: 'workflows/index.ts', stage: 'bundle' },
    { entry: 'cli/main.ts', stage: 'service' },
  ]

  it.each([...programs, { entry: 'console/src/index.tsx', stage: 'console' }])(
    'has all that $entry imports in the stage $stage',
    ({ entry, stage }) => {
      const present = copied.get(stage) ?? []
      const isPresent = (file: string) =>
        present.some((path) => file === path || file.startsWith(`${path}/`))
      expect(reachOf(ROOT_PATH, entry).files.filter((file) => !isPresent(file))).toEqual([])
    },
  )

  it('has the settings of TypeScript that those of the page extend', () => {
    const { extends: extended } = z
      .object({ extends: z.string() })
      .parse(JSON.parse(textOf('console/tsconfig.json')))
    expect(copied.get('console')).toContain(join('console', extended))
  })

  it.each(programs)('installs every package that $entry imports', ({ entry }) => {
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(textOf('package.json')))
    const { packages } = reachOf(ROOT_PATH, entry)
    expect(packages.filter((name) => !(name in dependencies))).toEqual([])
  })
})

describe('docs/production.md', () => {
  const [, table = ''] =
    /^(\| setting \| migrate .*?)\n\n/ms.exec(textOf('docs/production.md')) ?? []
  const [header = [], , ...rows] = table.split('\n').map((row) => row.split('|'))
  const known = Object.entries(SETTINGS).map(([name, { variable }]) => ({ name, variable }))

  it.each(['bridge', 'worker', 'API'])('says which settings the %s reads', (column) => {
    const read: readonly string[] = settingsOf(`${column.toLowerCase()}/main.ts`)
    const place = header.indexOf(` ${column} `)
    const wrong = rows.flatMap((row) => {
      const isSaid = /\w/.test(row[place] ?? '')
      const named = known.filter(({ variable }) => row[1]?.includes(`\`${variable}\``))
      return named.filter(({ name }) => read.includes(name) !== isSaid)
    })
    expect(rows.length).toBeGreaterThan(10)
    expect(wrong).toEqual([])
  })

  it.each(readdirSync(new URL('migrations/steps', ROOT)).filter((step) => step >= '009'))(
    'says what the migration %s makes',
    (step) => expect(textOf('docs/production.md')).toContain(`\`${step.replace('.ts', '')}\``),
  )
})

it.each(['docker/temporal-namespace.sh', 'docs/production.md'])(
  '%s creates every search attribute',
  (path) => {
    const text = textOf(path)
    const types = { KEYWORD: 'Keyword', INT: 'Int', DATETIME: 'Datetime' }
    const missing = Object.entries(SEARCH_ATTRIBUTES).filter(
      ([name, type]) => !text.includes(`--name ${name} --type ${types[type]}`),
    )
    expect(missing).toEqual([])
  },
)
