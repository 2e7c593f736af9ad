/** Fetches the file of an export. */
import type { RequestedExport } from '../../contract/index.ts'
import { type Downloaded, downloadFile, downloadTo } from '../api/download.ts'
import { bytes } from '../output/words.ts'
import type { Session } from './session.ts'

/** What `--output` and `--download` call standard output. */
export const STANDARD_OUTPUT = '-'

export interface DownloadOptions {
  /** A file, a folder, `-`, or undefined for the file's own name. */
  output?: string | undefined
  force?: boolean | undefined
}

/** On standard output there is nothing but the file then. */
export async function download(
  { client, reporter }: Session,
  job: RequestedExport,
  { output, force }: DownloadOptions,
): Promise<void> {
  if (output === STANDARD_OUTPUT) {
    await downloadTo(client, job, reporter.io.stdout)
    return
  }
  const file = await downloadFile(client, job, { path: output, force })
  reporter.show({ kind: 'download', exportId: job.id, ...file }, () => wordsOf(file))
}

function wordsOf({ path, bytes: size }: Downloaded): string {
  return `${path} (${bytes(size)}, its SHA-256 is right)\n`
}
