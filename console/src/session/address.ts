/** What the page's address may carry: a token in its fragment, and where to go after sign-in. */

/** The token of `#token=…`, which browsers send to no server. */
export function tokenOf(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('token') || null
}

/**
 * The path of `?next=/exports/…`; null for any other, so that no link leads to a stranger's page, and
 * for one that is no path, as when a `%` was lost.
 */
export function nextOf(query: string): string | null {
  const next = new URLSearchParams(query).get('next')
  return next?.startsWith('/exports/') && decoded(next) !== null ? next : null
}

/** The job whose file `/exports/{id}/download` is; null for another path. */
export function downloadOf(path: string): string | null {
  const [, id] = /^\/exports\/([^/?#]+)\/download$/.exec(path) ?? []
  return id === undefined ? null : decoded(id)
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
