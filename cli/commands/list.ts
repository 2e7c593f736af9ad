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
import { MORE, type PageOptions, readPages, showAll } from './pages.ts'
import type { Session } from './session.ts'

export interface ListOptions extends PageOptions {
  status?: string
  type?: string
  fileType?: string
}

export async function list(session: Session, options: ListOptions): Promise<void> {
  const { client, reporter } = session
  const filter = queryOf(options)
  const { items: jobs, hasMore } = await readPages(options, async (page) => {
    const { jobs: items, next } = await client.list({ ...filter, ...page })
    return { items, next }
  })
  showAll(reporter, jobs, { none: 'No exports.', table: tableOf })
  if (hasMore) reporter.note(MORE)
}

/** The API says which values there are. */
function queryOf({ status, type, fileType }: ListOptions): ExportListQuery {
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
