/**
 * `npm run demo`: real messages through the whole service on this machine, to files in
 * `demo-output/`. Exits with 0 when every file is there and as its record says.
 */
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { parseCommandLine, say, sayFailure, untilInterrupted } from './commandLine.ts'
import { type DemoJob, readJobs, requestExports } from './demoJobs.ts'
import { watchJobs } from './demoProgress.ts'
import { fetchFiles } from './demoReport.ts'
import { type LocalService, startLocalService } from './localService.ts'
import { sampleUsers } from './sample/index.ts'

const PROJECT = resolve(import.meta.dirname, '..')
const OUTPUT = join(PROJECT, 'demo-output')
/** Apart from what `npm start` keeps, whose sample may be of any size. */
const DIRECTORY = join(PROJECT, '.stack', 'demo')
const DEFAULT_ROWS = 5_000

/** Milliseconds until the demo gives up, so that it ends also where a process can't start. */
const LIMIT_MS = 15 * 60_000

const over = AbortSignal.any([untilInterrupted(), AbortSignal.timeout(LIMIT_MS)])
try {
  const options = parseCommandLine(process.argv.slice(2))
  const service = await startLocalService({
    rows: DEFAULT_ROWS,
    ...options,
    // Its messages are those of Connexus' own service.
    api: false,
    directory: DIRECTORY,
    say,
  })
  try {
    const jobs = await runExports(service)
    // An earlier demo's files would look like this one's.
    await rm(OUTPUT, { recursive: true, force: true })
    const { table, failures } = await fetchFiles(service, jobs, OUTPUT)
    say(`\n${table}\n\nWeb UI ends with the demo; npm start keeps one running.`)
    for (const failure of failures) sayFailure(failure)
  } finally {
    say('Stopping')
    await service.stop()
  }
} catch (error) {
  sayFailure(error)
}

async function runExports({ addresses }: LocalService): Promise<DemoJob[]> {
  const database = new Client({ connectionString: addresses.databaseUrl })
  await database.connect()
  try {
    const ids = await requestExports(database, addresses, sampleUsers.DEMO_ADMIN_ID)
    say(`Web UI: ${addresses.temporalUiUrl}/namespaces/${addresses.temporalNamespace}/workflows`)
    const read = () => readJobs(database, ids)
    return await watchJobs({ read, output: process.stdout, signal: over })
  } finally {
    await database.end()
  }
}
