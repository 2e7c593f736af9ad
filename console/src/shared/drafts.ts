/**
 * What a form holds as it stands, kept with the browser's tab: a session that ends, or a page that is
 * loaded again, loses nothing that was typed. Where the browser keeps nothing, neither does this.
 */

/** Forms that are kept. */
const NAMES = ['export', 'schedule'] as const
export type DraftName = (typeof NAMES)[number]

export interface Drafts<Content> {
  keep: (userId: string, content: Content) => void
  /** Null where there is none, or that of somebody else. */
  of: (userId: string) => Content | null
  forget: () => void
}

/** `Content` is plain JSON. */
export function draftsOf<Content>(name: DraftName): Drafts<Content> {
  const key = keyOf(name)
  return {
    keep(userId, content) {
      withStorage((storage) => storage.setItem(key, JSON.stringify({ userId, content })))
    },
    of(userId) {
      const draft = withStorage(
        (storage) => JSON.parse(storage.getItem(key) ?? 'null') as Draft<Content> | null,
      )
      return draft?.userId === userId ? draft.content : null
    },
    forget() {
      withStorage((storage) => storage.removeItem(key))
    },
  }
}

/** Those of every form. */
export function forgetDrafts(): void {
  for (const name of NAMES) draftsOf(name).forget()
}

interface Draft<Content> {
  userId: string
  content: Content
}

function keyOf(name: DraftName): string {
  return `connexus-exports.${name}-draft`
}

/** Browsers may forbid a page to keep anything, or have no room left. */
function withStorage<Result>(work: (storage: Storage) => Result): Result | null {
  try {
    return work(window.sessionStorage)
  } catch {
    return null
  }
}
