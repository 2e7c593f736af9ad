/** An entry to exports for tests of what lies over it: answers what it is told to, and says who asked. */
import {
  type DownloadLink,
  type ExportEstimate,
  type ExportEvent,
  ExportFailure,
  type ExportPage,
  type ExportTypeDescription,
  type FailureCode,
  type FilterChoice,
  type RequestAnswer,
  type RequestedExport,
  type Requester,
} from '../../contract/index.ts'
import type { ExportData } from '../../export-data/index.ts'
import { describeExportTypes } from '../../handlers/index.ts'
import { answering } from './answering.ts'
import { type FakeSchedules, fakeSchedules } from './fakeSchedules.ts'

export const JOB: RequestedExport = {
  id: '6c5b8b0e-9f5a-4d7e-8f43-0d6c1f1d2a10',
  type: 'RFP',
  fileType: 'XLSX',
  title: 'Requests for proposal',
  status: 'PENDING',
  attempt: 1,
  createdAt: '2026-11-26T08:00:00.000Z',
  startedAt: null,
  completedAt: null,
  request: { type: 'RFP', fileType: 'XLSX' },
  file: null,
  failure: null,
  isRetriable: false,
  warnings: {},
  scheduleId: null,
  window: null,
}

export const COMPLETED_JOB: RequestedExport = {
  ...JOB,
  status: 'COMPLETED',
  startedAt: '2026-11-26T08:00:01.000Z',
  completedAt: '2026-11-26T08:00:09.000Z',
  file: {
    name: 'Requests for proposal.xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    rows: 12,
    bytes: 9_000,
    sha256: 'a'.repeat(64),
    snapshotAt: '2026-11-26T08:00:02.000Z',
    isReused: false,
    expiresAt: '2026-12-03T08:00:09.000Z',
    isExpired: false,
  },
}

export const LINK: DownloadLink = {
  url: 'https://files.example/exports/1?X-Amz-Signature=s3cr3t',
  fileName: 'Requests for proposal.xlsx',
  expiresAt: '2026-11-26T08:05:00.000Z',
}

export const REQUESTER: Requester = {
  id: 'ann',
  role: 'ADMIN',
  clientId: null,
  timeZone: 'Europe/Berlin',
  isActive: true,
  assignedClientIds: [],
}

const ESTIMATE: ExportEstimate = {
  rows: 12,
  basis: 'COUNTED',
  bytes: 9_000,
  seconds: 2,
  failures: [],
  possibleFailures: [],
}

/** What each call answers. An error is thrown instead. */
export interface Answers {
  requester: Requester | Error
  exportTypes: ExportTypeDescription[] | Error
  choices: FilterChoice[] | Error
  estimate: ExportEstimate | Error
  request: RequestAnswer | Error
  get: RequestedExport | Error
  list: ExportPage | Error
  cancel: RequestedExport | Error
  retry: RequestedExport | Error
  remove: undefined | Error
  downloadLink: DownloadLink | Error
  watch: (signal: AbortSignal) => AsyncIterable<ExportEvent>
}

export interface FakeExportData extends ExportData {
  answers: Answers
  /** Every call: its name and what it was given. Those of schedules are theirs. */
  calls: [name: keyof Answers, ...given: unknown[]][]
  schedules: FakeSchedules
}

export function fakeExportData(): FakeExportData {
  const answers: Answers = {
    requester: REQUESTER,
    exportTypes: describeExportTypes(),
    choices: [{ value: REQUESTER.id, label: 'Ünal & Co' }],
    estimate: ESTIMATE,
    request: { job: JOB, repeats: null },
    get: JOB,
    list: { jobs: [JOB], next: null },
    cancel: JOB,
    retry: { ...JOB, attempt: 2 },
    remove: undefined,
    downloadLink: LINK,
    watch: async function* () {
      yield { kind: 'end', job: COMPLETED_JOB }
    },
  }
  const calls: FakeExportData['calls'] = []
  const call = answering(answers, calls)
  return {
    answers,
    calls,
    requester: call('requester'),
    exportTypes: call('exportTypes'),
    choices: call('choices'),
    estimate: call('estimate'),
    request: call('request'),
    get: call('get'),
    list: call('list'),
    cancel: call('cancel'),
    retry: call('retry'),
    remove: call('remove'),
    downloadLink: call('downloadLink'),
    watch: (caller, exportIds, { signal = new AbortController().signal, ...options } = {}) => {
      calls.push(['watch', caller, exportIds, options])
      return answers.watch(signal)
    },
    schedules: fakeSchedules(),
  }
}

/** What the entry refuses with. */
export function refused(code: FailureCode, field?: string): ExportFailure {
  const failure = { code, message: `It is ${code}.`, remedy: `Mend ${code}.` }
  return new ExportFailure(field === undefined ? failure : { ...failure, field })
}
