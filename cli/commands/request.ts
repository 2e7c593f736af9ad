/** Asks for an export, and where wanted watches it and fetches the file. */
import { ExportStatus, type RequestAnswer, type RequestedExport } from '../../contract/index.ts'
import { isSendable } from '../api/client.ts'
import { wrongUsage } from '../commandFailure.ts'
import type { ExitCode } from '../exitCode.ts'
import type { Reporter } from '../output/reporter.ts'
import { outcomeWords } from '../output/words.ts'
import { checkOutput, type DownloadOptions, download, STANDARD_OUTPUT } from './download.ts'
import { type RequestOptions, requestOf } from './requestOptions.ts'
import type { Session } from './session.ts'
import { exitCodeOf, watchJobs } from './watch.ts'

export interface AskOptions extends RequestOptions, FollowOptions {
  idempotencyKey?: string
}

/** What is done once the job is there. */
export interface FollowOptions {
  watch?: boolean
  /** Path, or true for the file's own name. */
  download?: string | true
  force?: boolean
}

export async function request(
  session: Session,
  type: string | undefined,
  options: AskOptions,
): Promise<ExitCode | undefined> {
  const { client } = session
  const { idempotencyKey } = options
  if (idempotencyKey !== undefined && !isSendable(idempotencyKey)) throw unsendableKey()
  // Better now than when the export is done.
  if (options.download !== undefined) await checkOutput(session.reporter.io, targetOf(options))
  const reporter = reporterOf(session, options)
  const asked = await requestOf(type, options, { io: reporter.io, types: () => client.types() })
  const answer = await client.request(asked, idempotencyKey)
  reporter.show({ kind: 'request', ...answer }, () => [answerWords(answer)])
  return await follow(session, answer.job, options)
}

function unsendableKey() {
  const detail = '--idempotency-key holds signs that no key may have.'
  return wrongUsage(detail, 'Give visible ASCII characters, without blanks.')
}

function targetOf({ download: path, force }: FollowOptions): DownloadOptions {
  return { output: path === true ? undefined : path, force }
}

/** A file on standard output stands there alone. */
function reporterOf({ reporter }: Session, options: FollowOptions): Reporter {
  return options.download === STANDARD_OUTPUT ? reporter.besides() : reporter
}

/** Undefined where nothing is to be followed. */
export async function follow(
  session: Session,
  job: RequestedExport,
  options: FollowOptions,
): Promise<ExitCode | undefined> {
  if (!options.watch && options.download === undefined) {
    const isThere = job.status === ExportStatus.COMPLETED
    const next = isThere
      ? `Fetch it: exports download ${job.id}`
      : `Watch it: exports watch ${job.id}`
    session.reporter.say(next)
    return undefined
  }
  const reporter = reporterOf(session, options)
  const watched = await watchJobs({ ...session, reporter }, [job])
  const [done] = watched.ended
  if (options.download !== undefined && done?.status === ExportStatus.COMPLETED) {
    await download(session, done, targetOf(options))
  }
  return exitCodeOf(watched)
}

function answerWords({ job, repeats }: RequestAnswer): string {
  const about = `${job.title} as ${job.fileType}: ${job.id}`
  if (repeats === null) {
    return job.file
      ? `Ready, with rows as of ${job.file.snapshotAt}: ${about}`
      : `Requested ${about}`
  }
  const why =
    repeats === 'SAME_KEY' ? 'this key stands for it' : 'an identical request is not done yet'
  return `Nothing new, since ${why}: ${about}, ${outcomeWords(job)}`
}
