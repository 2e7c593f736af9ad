/** Answers about exports. Each schema is bound to the contract's type of the same name. */
import { z } from 'zod'
import {
  type ChangeWindow,
  type DownloadLink,
  type ExportFile,
  type ExportPage,
  ExportRequestType,
  ExportStatus,
  type Failure,
  FailureCode,
  FileType,
  type RequestAnswer,
  type RequestedExport,
} from '../../contract/index.ts'
import { component } from './components.ts'
import { anyExportRequest } from './exportRequests.ts'

export const instant = z.string().meta({ format: 'date-time' })
const count = z.int().nonnegative()

export const failure = component(
  'Failure',
  'One thing that went wrong.',
  z.object({
    code: z.enum(FailureCode).describe('Described under `/errors`.'),
    message: z.string().describe('What happened.'),
    remedy: z.string().describe('What to do about it.'),
    field: z.string().describe('Path of the wrong field, where one is to blame.').exactOptional(),
    isFinal: z.boolean().describe('Whether another try would fail as well.').exactOptional(),
  }) satisfies z.ZodType<Failure>,
)

const exportFile = component(
  'ExportFile',
  'A finished file.',
  z.object({
    name: z.string().describe('File name.'),
    mediaType: z.string().describe('Media type, for example `text/csv`.'),
    rows: count.describe('Rows of data.'),
    bytes: count.describe('Size in bytes.'),
    sha256: z.string().describe('Hexadecimal SHA-256 of the file.'),
    snapshotAt: instant.describe('The moment whose rows it holds.'),
    isReused: z
      .boolean()
      .describe('Whether it was made for an identical request before (`reuseWithin`).'),
    expiresAt: instant.nullable().describe('Until then it can be downloaded; null for ever.'),
    isExpired: z.boolean().describe('Whether that is over.'),
  }) satisfies z.ZodType<ExportFile>,
)

export const changeWindow = component(
  'ChangeWindow',
  'Which changes a file holds: from `start`, to before `end`.',
  z.object({
    start: instant.nullable().describe('Null where the file holds every row.'),
    end: instant.describe('Where the next file of the schedule begins.'),
  }) satisfies z.ZodType<ChangeWindow>,
)

export const requestedExport = component(
  'RequestedExport',
  'An export job, as its requester sees it.',
  z.object({
    id: z.string().describe('Its id.'),
    type: z.enum(ExportRequestType).describe('What is exported.'),
    fileType: z.enum(FileType).describe('The file that is asked for.'),
    title: z.string().describe('What the request calls it, else the title of the type.'),
    status: z.enum(ExportStatus).describe('PENDING until it is over.'),
    attempt: z.int().positive().describe('1, and one more for each retry.'),
    createdAt: instant.nullable().describe('When it was requested; null where nobody recorded it.'),
    startedAt: instant.nullable().describe('When it began; null while it waits.'),
    completedAt: instant.nullable().describe('When it ended, however it did.'),
    request: anyExportRequest,
    file: exportFile.nullable().describe('Of a COMPLETED job.'),
    failure: failure.nullable().describe('Of a FAILED job.'),
    isRetriable: z.boolean().describe('Whether a next attempt can be begun.'),
    warnings: z
      .record(z.string(), count)
      .describe('Counts, by kind, of what the file could not hold as it is.'),
    scheduleId: z
      .string()
      .nullable()
      .describe('The schedule that asked for it; null where a person did.'),
    window: changeWindow
      .nullable()
      .describe('Of an export of changes, and of the file of every row that changes follow.'),
  }) satisfies z.ZodType<RequestedExport>,
)

export const requestAnswer = component(
  'RequestAnswer',
  'What a request was answered with.',
  z.object({
    job: requestedExport,
    repeats: z
      .enum(['SAME_KEY', 'IDENTICAL_OPEN_JOB'])
      .nullable()
      .describe('Why no new job was made, where the one that is given was there before.'),
  }) satisfies z.ZodType<RequestAnswer>,
)

export const exportPage = component(
  'ExportPage',
  'One page of your exports, newest first.',
  z.object({
    jobs: z.array(requestedExport).describe('The jobs.'),
    next: z.string().nullable().describe('Give it as `after` for the next page; null on the last.'),
  }) satisfies z.ZodType<ExportPage>,
)

export const downloadLink = component(
  'DownloadLink',
  'A link that needs no other permission: whoever has it gets the file.',
  z.object({
    url: z.string().describe('Where the file is.'),
    fileName: z.string().describe('What it is saved as.'),
    expiresAt: instant.describe('The link’s end, minutes from now.'),
  }) satisfies z.ZodType<DownloadLink>,
)
