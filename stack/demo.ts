/**
 * `npm run demo`: real messages through the whole service on this machine, to files in
 * `demo-output/`. Exits with 0 when every file is there and as its record says.
 */
import { resolve } from 'node:path'
import { Client } from 'pg'
import { parseCommandLine, say, sayFailure, untilInterrupted } from './commandLine.ts'
import { type DemoJob, readJobs, requestExports } from './demoJobs.ts'
import { watchJobs } from './demoProgress.ts'
import { fetchFiles } from './demoReport.ts'
import { type LocalService, startLocalService } from './localService.ts'
import { sampleUsers } from './sample/index.ts'

const OUTPUT = resolve(import.meta.dirname, '..', 'demo-output')

/** Milliseconds until the demo gives up, so that it ends also where a process can't start. */
const LIMIT_MS = 15 * 60_000

const over = AbortSignal.any([untilInterrupted(), AbortSignal.timeout(LIMIT_MS)])
try {
  const service = await startLocalService({ ...parseCommandLine(process.argv.slice(2)), say })
  try {
    const jobs = await runExports(service)
    const { table, failures } = await fetchFiles(service, jobs, OUTPUT)
    say(`\n${table}\n\nWeb UI ends with the demo; npm start shows it again.`)
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
