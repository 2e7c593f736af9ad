/** The requester's page, built anew where a source was changed since it was built last. */
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { environment } from '../config/environment.ts'
import type { Stack } from './startStack.ts'

const PROJECT = resolve(import.meta.dirname, '..')
const VITE = join('node_modules', 'vite', 'bin', 'vite.js')

/** What the page is built from. */
const SOURCES = ['console', 'contract', 'package-lock.json']
const BUILT = join('console', 'dist')

/** Takes two seconds where there is something to build. Throws PROCESS_FAILED. */
export async function buildPage(
  stack: Pick<Stack, 'runToEnd'>,
  say: (line: string) => void,
): Promise<void> {
  if (!(await isPageStale(PROJECT))) return
  say("Building the requester's page")
  await stack.runToEnd({
    name: 'console',
    command: process.execPath,
    args: [VITE, 'build', '--config', join('console', 'vite.config.ts')],
    workingDirectory: PROJECT,
    environment: { ...environment, NODE_ENV: 'production' },
  })
}

/** Whether the page was never built, or a source was changed since. Paths are the project's. */
export async function isPageStale(project: string): Promise<boolean> {
  const built = await changedAt(join(project, BUILT, 'index.html'))
  const sources = await Promise.all(SOURCES.map((path) => pathsIn(join(project, path))))
  const isSource = (path: string) => !path.startsWith(join(project, BUILT))
  const changes = await Promise.all(sources.flat().filter(isSource).map(changedAt))
  return built < Math.max(...changes)
}

/** The path itself, and all in it: a folder's own time tells that something was removed from it. */
async function pathsIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true }).catch(() => [])
  return [path, ...entries.map((entry) => join(path, entry))]
}

/** In milliseconds; 0 for what is not there. */
async function changedAt(path: string): Promise<number> {
  return await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}
