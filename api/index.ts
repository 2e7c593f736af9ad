/**
 * Exports over HTTP: requests, lists, progress as server-sent events, downloads, and the page. Tells
 * who calls by their token, and leaves everything else to the entry (`export-data/`). Knows nothing of
 * queries, files or workflows.
 */
export { createApi } from './app.ts'
export { tokenVerifier } from './authentication.ts'
export type { ApiOptions } from './options.ts'
