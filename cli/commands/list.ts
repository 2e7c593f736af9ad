/** The requester's exports, newest first. */
import type {
  ExportListQuery,
  ExportRequestType,
  ExportStatus,
  FileType,
  RequestedExport,
} from '../../contract/index.ts'
import { table } from '../output/table.ts'
import { outcomeWords } from '../output/words.ts'
import type { Session } from './session.ts'

export interface ListOptions {
  status?: string
  type?: string
  fileType?: string
  limit: number
  all?: boolean
}

/** Most of one page. */
const PAGE = 100

export async function list(session: Session, options: ListOptions): Promise<void> {
  const { reporter } = session
  const { jobs, hasMore } = await readJobs(session, options)
  if (reporter.isJson) for (const job of jobs) reporter.line(job)
  else reporter.say(...(jobs.length === 0 ? ['No exports.'] : tableOf(jobs)))
  if (hasMore) reporter.note('There are more: --all shows them.')
}

async function readJobs({ client }: Session, { limit, all, ...asked }: ListOptions) {
  const most = all ? Number.POSITIVE_INFINITY : limit
  const filter = queryOf(asked)
  const jobs: RequestedExport[] = []
  let next: string | null = null
  do {
    const after: Pick<ExportListQuery, 'after'> = next === null ? {} : { after: next }
    const page = await client.list({
      ...filter,
      ...after,
      limit: Math.min(PAGE, most - jobs.length),
    })
    jobs.push(...page.jobs)
    next = page.next
  } while (next !== null && jobs.length < most)
  return { jobs, hasMore: next !== null }
}

/** The API says which values there are. */
function queryOf({ status, type, fileType }: Omit<ListOptions, 'limit' | 'all'>): ExportListQuery {
  return {
    ...(status === undefined ? {} : { status: status.toUpperCase() as ExportStatus }),
    ...(type === undefined ? {} : { type: type.toUpperCase() as ExportRequestType }),
    ...(fileType === undefined ? {} : { fileType: fileType.toUpperCase() as FileType }),
  }
}

function tableOf(jobs: readonly RequestedExport[]): string[] {
  const rows = jobs.map((job) => [
    job.id,
    job.createdAt?.slice(0, 16).replace('T', ' ') ?? '',
    job.type,
    job.fileType,
    job.title,
    outcomeWords(job),
  ])
  return table(['export', 'asked (UTC)', 'type', 'file', 'title', 'how it stands'], rows)
}
