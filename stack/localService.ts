/**
 * The whole service on this machine: the stack with the sample and the exporter's schema, and the
 * processes of production beside it.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { environment } from '../config/environment.ts'
import { isPageStale } from './consolePage.ts'
import { demoTokens } from './demoTokens.ts'
import { environmentOf, writeEnvFile } from './envFile.ts'
import { type ApiEnvironment, apiEnvironment, untilLive } from './localApi.ts'
import { createRoles, type ForRoles, rolePasswords } from './roles.ts'
import { applyRowSecurity } from './rowSecurity.ts'
import { createSample, sampleRowsAt, sampleUsers } from './sample/index.ts'
import { secretOf } from './secrets.ts'
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
  /** Whether the API runs, which serves the page as well. */
  api: boolean
  say: (line: string) => void
}

export interface LocalService extends Stack {
  /** The dotenv file with every address, credential and demo user. */
  envFile: string
  /** Where the API is, if it runs. */
  apiUrl: string
  /** By which the demo users sign in. */
  tokens: Awaited<ReturnType<typeof demoTokens>>
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
    const api = apiEnvironment(stack.apiPort, await secretOf(stack.directory, 'api'))
    await startProcesses(stack, urls, api, options)
    const tokens = await demoTokens(api.API_JWT_SECRET)
    const envFile = join(stack.directory, 'env')
    await writeEnvFile(envFile, {
      ...environmentOf(stack.addresses),
      ...api,
      ...sampleUsers,
      ...tokens,
      // Whom the command line speaks for.
      API_TOKEN: tokens.DEMO_ADMIN_TOKEN,
    })
    return { ...stack, envFile, apiUrl: api.API_URL, tokens }
  } catch (error) {
    await stack.stop()
    throw error
  }
}

/** Gives the URLs that the processes connect with. */
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

async function startProcesses(
  stack: Stack,
  urls: ForRoles,
  api: ApiEnvironment,
  options: LocalServiceOptions,
): Promise<void> {
  const { say } = options
  if (options.bridge) await keepRunning(stack, 'bridge', urls.bridge, say)
  if (options.api) await startApi(stack, urls.api, say, api)
  const { EXPORT_DOWNLOAD_URL } = api
  if (options.worker) await startWorker(stack, urls.worker, say, { EXPORT_DOWNLOAD_URL })
  // Last: it starts while the workflows are bundled.
  if (options.api) await untilLive(api.API_URL, join(stack.directory, 'logs', 'api.log'))
}

async function startApi(
  stack: Stack,
  databaseUrl: string,
  say: (line: string) => void,
  settings: Record<string, string>,
): Promise<void> {
  if (!existsSync(join(PROJECT, 'console', 'vite.config.ts'))) {
    say("The requester's page has no sources here; the API runs without it")
  } else if (await isPageStale(PROJECT)) {
    say("Building the requester's page")
    await stack.runToEnd({
      name: 'console',
      command: process.execPath,
      args: [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', 'console'],
      workingDirectory: PROJECT,
      environment: { ...environment, NODE_ENV: 'production' },
    })
  }
  await keepRunning(stack, 'api', databaseUrl, say, settings)
}

async function startWorker(
  stack: Stack,
  databaseUrl: string,
  say: (line: string) => void,
  settings: Record<string, string>,
): Promise<void> {
  const bundle = join(stack.directory, 'workflow-bundle.js')
  const bundling = ownProcess('worker', stack, databaseUrl)
  const args = [join('worker', 'bundle.ts'), bundle]
  await stack.runToEnd({ name: 'bundle', ...bundling, args })
  await keepRunning(stack, 'worker', databaseUrl, say, {
    ...settings,
    ...WORKER_MEMORY,
    EXPORT_WORKFLOW_BUNDLE: bundle,
  })
}

async function keepRunning(
  stack: Stack,
  name: 'bridge' | 'worker' | 'api',
  databaseUrl: string,
  say: (line: string) => void,
  settings: Record<string, string> = {},
): Promise<void> {
  const { environment: common, ...own } = ownProcess(name, stack, databaseUrl)
  await stack.keepRunning({
    name,
    ...own,
    environment: {
      ...common,
      NODE_COMPILE_CACHE: join(stack.directory, 'compile-cache'),
      ...settings,
    },
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
