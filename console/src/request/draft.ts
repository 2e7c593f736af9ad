/**
 * What the form asks for as it stands, kept with the browser's tab: a session that ends, or a page that
 * is loaded again, loses nothing that was typed. Where the browser keeps nothing, neither does this.
 */
import type { ExportRequest } from '../../../contract/index.ts'

const KEY = 'connexus-exports.draft'

interface Draft {
  userId: string
  request: ExportRequest
}

export function keepDraft(userId: string, request: ExportRequest): void {
  const draft: Draft = { userId, request }
  withStorage((storage) => storage.setItem(KEY, JSON.stringify(draft)))
}

/** Null where there is none, or that of somebody else. */
export function draftOf(userId: string): ExportRequest | null {
  const draft = withStorage((storage) => JSON.parse(storage.getItem(KEY) ?? 'null') as Draft | null)
  return draft?.userId === userId ? draft.request : null
}

export function forgetDraft(): void {
  withStorage((storage) => storage.removeItem(KEY))
}

/** Browsers may forbid a page to keep anything, or have no room left. */
function withStorage<Result>(work: (storage: Storage) => Result): Result | null {
  try {
    return work(window.sessionStorage)
  } catch {
    return null
  }
}
