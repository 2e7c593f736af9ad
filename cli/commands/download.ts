/** Fetches the file of an export. */
import type { RequestedExport } from '../../contract/index.ts'
import { type Downloaded, downloadFile, downloadTo } from '../api/download.ts'
import { checkTarget } from '../api/downloadTarget.ts'
import { wrongUsage } from '../commandFailure.ts'
import type { Io } from '../io.ts'
import { bytes } from '../output/words.ts'
import type { Session } from './session.ts'

/** What `--output` and `--download` call standard output. */
export const STANDARD_OUTPUT = '-'

export interface DownloadOptions {
  /** A file, a folder, `-`, or undefined for the file's own name. */
  output?: string | undefined
  force?: boolean | undefined
}

/** @throws CommandFailure where it is plain beforehand that the file can't be put there. */
export async function checkOutput(io: Io, { output, force }: DownloadOptions): Promise<void> {
  if (output === STANDARD_OUTPUT) {
    if (io.stdout.isTTY !== true) return
    const detail = 'The file would be written to the terminal, which it may steer.'
    throw wrongUsage(detail, 'Redirect standard output, or give a path.')
  }
  await checkTarget({ path: output, force })
}

/** On standard output there is nothing but the file then. Rely on `checkOutput` before. */
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

function wordsOf({ path, bytes: size }: Downloaded): string[] {
  return [`${path} (${bytes(size)}, its SHA-256 is right)`]
}
