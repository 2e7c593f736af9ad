/** The calls of the API that the page makes. All reject with a Problem. */
import type {
  DownloadLink,
  ExportEstimate,
  ExportPage,
  ExportRequest,
  ExportStatus,
  ExportTypeDescription,
  FilterChoice,
  Me,
  RequestAnswer,
  RequestedExport,
} from '../../../contract/index.ts'
import { call } from './call.ts'

export interface ListQuery {
  status: ExportStatus | null
  after: string | null
  signal: AbortSignal
}

const PAGE_SIZE = 20

export const api = {
  me: (signal: AbortSignal) => call<Me>('/me', { signal }),

  signIn: (token: string) =>
    call<undefined>('/session', { method: 'POST', headers: { Authorization: `Bearer ${token}` } }),

  signOut: () => call<undefined>('/session', { method: 'DELETE' }),

  exportTypes: async (signal: AbortSignal) =>
    (await call<{ types: ExportTypeDescription[] }>('/export-types', { signal })).types,

  choices: async (type: string, filter: string, search: string, signal: AbortSignal) => {
    const path = `/export-types/${encodeURIComponent(type)}/filters/${encodeURIComponent(filter)}`
    const query = new URLSearchParams({ search, limit: '20' })
    return (await call<{ choices: FilterChoice[] }>(`${path}/choices?${query}`, { signal })).choices
  },

  estimate: (request: ExportRequest, signal: AbortSignal) =>
    call<ExportEstimate>('/exports/estimate', { method: 'POST', body: request, signal }),

  request: (request: ExportRequest, idempotencyKey: string) =>
    call<RequestAnswer>('/exports', {
      method: 'POST',
      body: request,
      headers: { 'Idempotency-Key': idempotencyKey },
    }),

  list: ({ status, after, signal }: ListQuery) => {
    const query = new URLSearchParams({
      limit: String(PAGE_SIZE),
      ...(status ? { status } : {}),
      ...(after ? { after } : {}),
    })
    return call<ExportPage>(`/exports?${query}`, { signal })
  },

  job: (exportId: string) => call<RequestedExport>(pathOf(exportId)),

  downloadLink: (exportId: string) => call<DownloadLink>(pathOf(exportId, '/download')),

  cancel: (exportId: string) =>
    call<RequestedExport>(pathOf(exportId, '/cancel'), { method: 'POST' }),

  retry: (exportId: string) =>
    call<RequestedExport>(pathOf(exportId, '/retry'), { method: 'POST' }),

  remove: (exportId: string) => call<undefined>(pathOf(exportId), { method: 'DELETE' }),
} as const

function pathOf(exportId: string, rest = ''): string {
  return `/exports/${encodeURIComponent(exportId)}${rest}`
}

/** Where progress of these jobs, at most 50, is told as server-sent events. */
export function eventsPath(exportIds: readonly string[]): string {
  return `/exports/events?${new URLSearchParams({ ids: exportIds.join(',') })}`
}
