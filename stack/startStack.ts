/** Starts every part of the stack and creates what an empty one lacks: a database, queues, a bucket. */
import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { AwsAccess, StackAddresses } from './addresses.ts'
import { mail, mailFolder } from './mail.ts'
import { ministack } from './ministack.ts'
import { type Ports, reservePorts } from './ports.ts'
import { postgres } from './postgres.ts'
import { createBucket, createDatabase, createQueues } from './resources.ts'
import { type PartDeath, Supervisor } from './supervisor.ts'
import { temporal } from './temporal.ts'

export interface StackOptions {
  /** Data, logs, ports and passwords. Default: `.stack` of the project. */
  directory?: string
  /** Programs installed by pip, shared by all stacks. Default: `.stack/tools` of the project. */
  toolsDirectory?: string
  /** Whether what an earlier start over the directory left is wiped; tools never are. Default false. */
  fresh?: boolean
  /** Told what takes a while. Default: nobody is. */
  onProgress?: (line: string) => void
  /** Told of a part that ends though nobody stopped it. Default: nobody is. */
  onDeath?: (death: PartDeath) => void
}

export interface Stack extends Pick<Supervisor, 'keepRunning' | 'runToEnd'> {
  addresses: StackAddresses
  /** Absolute path of the directory. */
  directory: string
  /** Kept free on 127.0.0.1 for an API over the stack. */
  apiPort: number
  /** Stops every part in reverse order, keeping the data. A second call does nothing. */
  stop(): Promise<void>
}

const DEFAULT_DIRECTORY = resolve(import.meta.dirname, '..', '.stack')
const NAME = 'connexus-exports'
const NAMESPACE = 'connexus'
const DATABASE = 'connexus'

type Settings = Required<StackOptions>

/**
 * Starts the stack; data of an earlier start over the same directory is kept, and so are the ports
 * where they are free. Throws a StackFailure, and leaves no process behind then.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const settings = withDefaults(options)
  await mkdir(settings.directory, { recursive: true })
  const supervisor = new Supervisor(settings)
  try {
    await supervisor.open()
    if (settings.fresh) await wipe(settings.directory)
    const ports = await reservePorts(settings.directory)
    const url = await startParts(supervisor, settings, ports)
    return {
      addresses: await createResources(url, ports, settings),
      directory: settings.directory,
      apiPort: ports.api,
      keepRunning: (process) => supervisor.keepRunning(process),
      runToEnd: (process) => supervisor.runToEnd(process),
      stop: () => supervisor.stop(),
    }
  } catch (error) {
    await supervisor.stop()
    throw error
  }
}

function withDefaults(options: StackOptions): Settings {
  return {
    directory: resolve(options.directory ?? DEFAULT_DIRECTORY),
    toolsDirectory: resolve(options.toolsDirectory ?? join(DEFAULT_DIRECTORY, 'tools')),
    fresh: options.fresh ?? false,
    onProgress: options.onProgress ?? (() => undefined),
    onDeath: options.onDeath ?? (() => undefined),
  }
}

/** Only what starts make: the tools are dear, and the ports may stay the same. */
async function wipe(directory: string): Promise<void> {
  const names = [
    'postgres',
    'postgres.initialised',
    'ministack',
    'temporal',
    'mail',
    'secrets.json',
    'logs',
  ]
  for (const name of names) await rm(join(directory, name), { recursive: true, force: true })
}

/** All at once; answers with the owner's database URL when every part is ready. */
async function startParts(
  supervisor: Supervisor,
  settings: Settings,
  ports: Ports,
): Promise<string> {
  const starts = [
    postgres({ ...settings, port: ports.postgres }).then(async ({ part, url }) => {
      await supervisor.start(part)
      return url
    }),
    ministack({ ...settings, port: ports.aws }).then((part) => supervisor.start(part)),
    supervisor.start(mail({ ...settings, port: ports.mail })),
    temporal({
      ...settings,
      namespace: NAMESPACE,
      port: ports.temporal,
      uiPort: ports.temporalUi,
      metricsPort: ports.temporalMetrics,
      httpPort: ports.temporalHttp,
    }).then((part) => supervisor.start(part)),
  ] as const
  // A failed start must not leave another half-way, out of the supervisor's reach.
  await Promise.allSettled(starts)
  const [url] = await Promise.all(starts)
  return url
}

async function createResources(
  maintenanceUrl: string,
  ports: Ports,
  { directory }: Settings,
): Promise<StackAddresses> {
  const endpoint = `http://127.0.0.1:${ports.aws}`
  const access: AwsAccess = {
    sqsEndpoint: endpoint,
    s3Endpoint: endpoint,
    region: 'us-east-1',
    accessKeyId: 'test',
    secretAccessKey: 'test',
  }
  await createBucket(access, NAME)
  return {
    ...access,
    ...(await createQueues(access, NAME)),
    bucket: NAME,
    databaseUrl: await createDatabase({ databaseUrl: maintenanceUrl }, DATABASE),
    temporalAddress: `127.0.0.1:${ports.temporal}`,
    temporalNamespace: NAMESPACE,
    temporalUiUrl: `http://127.0.0.1:${ports.temporalUi}`,
    smtpUrl: `smtp://127.0.0.1:${ports.mail}`,
    mailFolder: mailFolder(directory),
  }
}
