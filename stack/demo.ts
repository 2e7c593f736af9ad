/**
 * `npm run demo`: real messages through the whole service on this machine, to files in
 * `demo-output/`. Exits with 0 when every file is there and as its record says.
 */
import { join, relative, resolve } from 'node:path'
import { Client } from 'pg'
import { ExportStatus } from '../contract/index.ts'
import { parseCommandLine, say, sayFailure, untilInterrupted } from './commandLine.ts'
import { fetchFile } from './demoFiles.ts'
import { type DemoJob, readJobs, requestExports, workflowLink } from './demoJobs.ts'
import { watchJobs } from './demoProgress.ts'
import { type LocalService, startLocalService } from './localService.ts'
import { s3Client } from './resources.ts'
import { sampleUsers } from './sample/index.ts'

const OUTPUT = resolve(import.meta.dirname, '..', 'demo-output')

/** Milliseconds until the demo gives up, so that it ends also where a process can't start. */
const LIMIT_MS = 15 * 60_000

const over = AbortSignal.any([untilInterrupted(), AbortSignal.timeout(LIMIT_MS)])
try {
  const service = await startLocalService({ ...parseCommandLine(process.argv.slice(2)), say })
  try {
    const jobs = await runExports(service)
    const failures = await report(service, jobs)
    for (const failure of failures) sayFailure(failure)
  } finally {
    say('Stopping; the bridge lets its last poll end, which takes up to 20 s')
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

/** Fetches what is finished and prints the table; gives a sentence for each job that is not well. */
async function report({ addresses, directory }: LocalService, jobs: DemoJob[]): Promise<string[]> {
  const client = s3Client(addresses)
  const failures: string[] = []
  const table: string[][] = [['file', 'rows', 'bytes', 'sha256', 'workflow']]
  for (const job of jobs) {
    if (job.status !== ExportStatus.COMPLETED) {
      failures.push(whyNot(job, join(directory, 'logs')))
      continue
    }
    const file = await fetchFile(client, addresses.bucket, job, OUTPUT)
    const verdict = file.isAsRecorded ? 'ok' : 'WRONG'
    const path = relative(process.cwd(), file.path)
    const counts = [job.rowCount ?? '', String(file.bytes)]
    table.push([path, ...counts, verdict, workflowLink(addresses, job.id)])
    if (!file.isAsRecorded) failures.push(`${path} is not what its record says.`)
  }
  client.destroy()
  say(`\n${tabulate(table)}\n\nWeb UI ends with the demo; npm start shows it again.`)
  return failures
}

function whyNot(job: DemoJob, logs: string): string {
  const what = `${job.type} as ${job.fileType} is ${job.status.toLowerCase()}`
  return `${what}: ${job.errorMessage ?? `the demo ended before it was over; the logs are in ${logs}.`} ${job.errorRemedy ?? ''}`
}

function tabulate(table: string[][]): string {
  const widths = table[0]?.map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  )
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
