/** The processes of production, as they run over a stack on this machine. */
import { join, resolve } from 'node:path'
import { environment } from '../config/environment.ts'
import { buildPage } from './consolePage.ts'
import { environmentOf } from './envFile.ts'
import { type ApiEnvironment, untilLive } from './localApi.ts'
import type { ForRoles } from './roles.ts'
import type { Stack } from './startStack.ts'
import { WORKER_MEMORY } from './workerMemory.ts'

/** Nobody pays for polls here, and nobody likes to wait for the last one when all is stopped. */
const LOCAL = { EXPORT_POLL_WAIT: '1' }
const PROJECT = resolve(import.meta.dirname, '..')

export interface ChosenProcesses {
  bridge: boolean
  worker: boolean
  /** The API serves the page as well. */
  api: boolean
  /** Told what takes a while, and of each death. */
  say: (line: string) => void
}

/**
 * Starts those that are chosen, each to be started again whenever it ends, and waits until the API
 * answers. `urls` are the database's, for each role.
 */
export async function startProcesses(
  stack: Stack,
  urls: ForRoles,
  api: ApiEnvironment,
  { say, ...chosen }: ChosenProcesses,
): Promise<void> {
  if (chosen.bridge) await keepRunning(stack, 'bridge', urls.bridge, say)
  if (chosen.api) await startApi(stack, urls.api, say, api)
  const { EXPORT_DOWNLOAD_URL } = api
  if (chosen.worker) await startWorker(stack, urls.worker, say, { EXPORT_DOWNLOAD_URL })
  // Last: it starts while the workflows are bundled.
  if (chosen.api) await untilLive(api.API_URL, join(stack.directory, 'logs', 'api.log'))
}

async function startApi(
  stack: Stack,
  databaseUrl: string,
  say: (line: string) => void,
  settings: Record<string, string>,
): Promise<void> {
  await buildPage(stack, say)
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

/** How a program of the project is run, by the name of its folder. */
export function ownProcess(folder: string, { addresses }: Stack, databaseUrl: string) {
  return {
    command: process.execPath,
    args: [join(folder, 'main.ts')],
    workingDirectory: PROJECT,
    environment: { ...environment, ...environmentOf({ ...addresses, databaseUrl }), ...LOCAL },
  }
}
