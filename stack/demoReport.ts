/** What the demo tells at its end: a line for each file, and a sentence for each job without one. */
import { join, relative } from 'node:path'
import { ExportStatus } from '../contract/index.ts'
import { fetchFile } from './demoFiles.ts'
import { type DemoJob, workflowLink } from './demoJobs.ts'
import { s3Client } from './resources.ts'
import type { Stack } from './startStack.ts'

export interface DemoReport {
  /** File, rows, bytes, whether the file is as recorded, warnings and workflow of completed jobs. */
  table: string
  /** Why a job has no file, or not the right one; empty when all is well. */
  failures: string[]
}

/** Fetches the files of the completed jobs into the folder. */
export async function fetchFiles(
  { addresses, directory }: Pick<Stack, 'addresses' | 'directory'>,
  jobs: DemoJob[],
  folder: string,
): Promise<DemoReport> {
  const client = s3Client(addresses)
  const failures: string[] = []
  const table: string[][] = [['file', 'rows', 'bytes', 'sha256', 'warnings', 'workflow']]
  for (const job of jobs) {
    if (job.status !== ExportStatus.COMPLETED) {
      failures.push(whyNot(job, join(directory, 'logs')))
      continue
    }
    const file = await fetchFile(client, addresses.bucket, job, folder)
    const verdict = file.isAsRecorded ? 'ok' : 'WRONG'
    const path = relative(process.cwd(), file.path)
    const counts = [job.rowCount ?? '', String(file.bytes)]
    table.push([path, ...counts, verdict, warningsOf(job), workflowLink(addresses, job.id)])
    if (!file.isAsRecorded) failures.push(`${path} is not what its record says.`)
  }
  client.destroy()
  return { table: tabulate(table), failures }
}

/** `4 missingGlyphs`; nothing where the file holds all that was read. */
function warningsOf({ warnings }: DemoJob): string {
  const counts = Object.entries(warnings ?? {}).map(([kind, count]) => `${count} ${kind}`)
  return counts.join(', ')
}

function whyNot(job: DemoJob, logs: string): string {
  const what = `${job.type} as ${job.fileType} is ${job.status.toLowerCase()}`
  if (!job.errorMessage)
    return `${what}: the demo ended before it was over; see the logs in ${logs}.`
  return `${what}: ${job.errorMessage} ${job.errorRemedy ?? ''}`
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
