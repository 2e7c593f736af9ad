/**
 * The whole service on this machine: the stack with the sample and the exporter's schema, and the
 * processes of production beside it.
 */
import { join, resolve } from 'node:path'
import { environment } from '../config/environment.ts'
import { environmentOf, writeEnvFile } from './envFile.ts'
import { createRoles, type ForRoles, rolePasswords } from './roles.ts'
import { applyRowSecurity } from './rowSecurity.ts'
import { createSample, sampleRowsAt, sampleUsers } from './sample/index.ts'
import { type Stack, type StackOptions, startStack } from './startStack.ts'
import { WORKER_MEMORY } from './workerMemory.ts'

/** Nobody pays for polls here, and nobody likes to wait for the last one when all is stopped. */
const LOCAL = { EXPORT_POLL_WAIT: '1' }
const DEFAULT_ROWS = 5_000
const PROJECT = resolve(import.meta.dirname, '..')

export interface LocalServiceOptions extends StackOptions {
  /**
   * Scopes of work in the sample; one of another size is replaced. Default: what is there, else
   * 5,000.
   */
  rows?: number
  bridge: boolean
  worker: boolean
  say: (line: string) => void
}

export interface LocalService extends Stack {
  /** The dotenv file with every address, credential and demo user. */
  envFile: string
}

/** Starts everything, or stops what was started and throws. */
export async function startLocalService(options: LocalServiceOptions): Promise<LocalService> {
  const { say } = options
  say('Starting PostgreSQL, Temporal, and the stand-in for SQS and S3')
  const stack = await startStack({
    ...options,
    onProgress: say,
    onDeath: ({ message }) => say(message),
  })
  try {
    const urls = await prepareDatabase(stack, options)
    if (options.bridge) await keepRunning(stack, 'bridge', urls.bridge, say)
    if (options.worker) await startWorker(stack, urls.worker, say)
    const envFile = join(stack.directory, 'env')
    await writeEnvFile(envFile, { ...environmentOf(stack.addresses), ...sampleUsers })
    return { ...stack, envFile }
  } catch (error) {
    await stack.stop()
    throw error
  }
}

/** Gives the URLs that bridge and worker connect with. */
async function prepareDatabase(
  stack: Stack,
  { rows, say }: LocalServiceOptions,
): Promise<ForRoles> {
  const { databaseUrl } = stack.addresses
  const present = await sampleRowsAt(databaseUrl)
  const wanted = rows ?? present ?? DEFAULT_ROWS
  if (present !== wanted) {
    const instead = present === undefined ? '' : `, instead of ${present.toLocaleString('en')}`
    say(`Filling the sample with ${wanted.toLocaleString('en')} scopes of work${instead}`)
    await createSample({
      connectionString: databaseUrl,
      rows: wanted,
      onProgress: (step) => say(`  ${step.table}: ${step.rows.toLocaleString('en')} rows`),
    })
  }
  await stack.runToEnd({ name: 'migrate', ...ownProcess('migrations', stack, databaseUrl) })
  // Tables of a sample made anew have lost rights and policies with the old ones.
  const urls = await createRoles(databaseUrl, await rolePasswords(stack.directory))
  await applyRowSecurity(databaseUrl)
  return urls
}

async function startWorker(
  stack: Stack,
  databaseUrl: string,
  say: (line: string) => void,
): Promise<void> {
  const bundle = join(stack.directory, 'workflow-bundle.js')
  const bundling = ownProcess('worker', stack, databaseUrl)
  const args = [join('worker', 'bundle.ts'), bundle]
  await stack.runToEnd({ name: 'bundle', ...bundling, args })
  await keepRunning(stack, 'worker', databaseUrl, say, {
    ...WORKER_MEMORY,
    NODE_COMPILE_CACHE: join(stack.directory, 'compile-cache'),
    EXPORT_WORKFLOW_BUNDLE: bundle,
  })
}

async function keepRunning(
  stack: Stack,
  name: 'bridge' | 'worker',
  databaseUrl: string,
  say: (line: string) => void,
  settings: Record<string, string> = {},
): Promise<void> {
  const { environment: common, ...own } = ownProcess(name, stack, databaseUrl)
  await stack.keepRunning({
    name,
    ...own,
    environment: { ...common, ...settings },
    // A worker lets running steps finish for 20 s; see EXPORT_SHUTDOWN_GRACE.
    graceMs: 30_000,
    onDeath: say,
  })
}

function ownProcess(folder: string, { addresses }: Stack, databaseUrl: string) {
  return {
    command: process.execPath,
    args: [join(folder, 'main.ts')],
    workingDirectory: PROJECT,
    environment: { ...environment, ...environmentOf({ ...addresses, databaseUrl }), ...LOCAL },
  }
}
