/** What `request` and `estimate` are told, as the request that it stands for. */
import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import type { Command } from 'commander'
import type {
  Compress,
  ExportRequest,
  ExportRequestType,
  ExportTypeDescription,
  FileType,
  Notify,
} from '../../contract/index.ts'
import { wrongUsage } from '../commandFailure.ts'
import type { Io } from '../io.ts'
import { parseColumns, parseSort } from './columnList.ts'
import { filtersOf, parseAssignments } from './filters.ts'
import { parseFormatOptions } from './formatOptions.ts'

export interface RequestOptions {
  fileType?: string
  columns?: string
  sort?: string
  filter?: string[]
  request?: string
  title?: string
  timeZone?: string
  compress?: string | true
  option?: string[]
  notify?: string
  reuseWithin?: number
}

export const TYPE = 'SOW, CLIENT_SOW or RFP: see exports types'
const DEFAULT_FILE_TYPE = 'XLSX'

interface RequestSources {
  io: Io
  types: () => Promise<ExportTypeDescription[]>
  before?: Partial<ExportRequest>
}

export function addRequestOptions(command: Command): Command {
  return command
    .option('--file-type <type>', `XLSX, CSV or PDF (default: ${DEFAULT_FILE_TYPE})`)
    .option('--columns <list>', 'columns in their order, a heading after =: status,client=Customer')
    .option('--sort <list>', 'such as updatedDate:desc,client')
    .option('--filter <name=value>', 'may be repeated; lists by commas', collect)
    .option('--request <file>', 'a request as JSON, - for standard input; other options change it')
    .option('--title <text>', 'what the file calls itself')
    .option('--time-zone <zone>', 'whose clocks count, such as Europe/Berlin (default: yours)')
    .option('--compress [how]', 'ZIP (without a word), NONE or AUTO')
    .option('--option <path=value>', "may be repeated, such as csv.delimiter=';'", collect)
    .option('--notify <how>', 'MAIL or NONE: whether you are told by mail when it ends')
}

export function collect(value: string, before: string[] = []): string[] {
  return [...before, value]
}

/**
 * `types` is asked where there are filters: their values depend on the type. The options change
 * `before`, unless `--request` gives another one.
 */
export async function requestOf(
  type: string | undefined,
  options: RequestOptions,
  { io, types, before = {} }: RequestSources,
): Promise<ExportRequest> {
  const base = options.request === undefined ? before : await readRequest(options.request, io)
  const asked = type?.toUpperCase() ?? base.type
  if (asked === undefined)
    throw wrongUsage('What is to be exported?', 'Name a type: exports types.')
  const filters = parseAssignments('--filter', options.filter ?? [])
  const described =
    filters.size === 0 ? [] : ((await types()).find((each) => each.type === asked)?.filters ?? [])
  return {
    ...base,
    ...givenOf(options),
    // The API says which there are.
    type: asked as ExportRequestType,
    fileType: (options.fileType?.toUpperCase() ?? base.fileType ?? DEFAULT_FILE_TYPE) as FileType,
    ...(filters.size === 0
      ? {}
      : { filters: { ...base.filters, ...filtersOf(filters, described) } }),
    ...(options.option ? { options: parseFormatOptions(options.option, base.options) } : {}),
  }
}

function givenOf(options: RequestOptions) {
  const { columns, sort, title, timeZone, compress, notify, reuseWithin } = options
  return {
    ...(columns === undefined ? {} : { columns: parseColumns(columns) }),
    ...(sort === undefined ? {} : { sort: parseSort(sort) }),
    ...(title === undefined ? {} : { title }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(compress === undefined ? {} : { compress: compressOf(compress) }),
    ...(notify === undefined ? {} : { notify: notify.toUpperCase() as Notify }),
    ...(reuseWithin === undefined ? {} : { reuseWithin }),
  }
}

function compressOf(how: string | true): Compress {
  return (how === true ? 'ZIP' : how.toUpperCase()) as Compress
}

async function readRequest(path: string, { stdin }: Io): Promise<Partial<ExportRequest>> {
  const remedy = 'Give a file with a request as JSON, or - for standard input.'
  let json: unknown
  try {
    json = JSON.parse(path === '-' ? await readAll(stdin) : await readFile(path, 'utf8'))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw wrongUsage(`--request can't be read (${why}).`, remedy)
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw wrongUsage('--request holds no JSON object.', remedy)
  }
  return json
}
