/** Tells equal requests from different ones, however they were written down. */
import { createHash } from 'node:crypto'
import type { ExportRequest, Scope } from '../contract/index.ts'
import type { ResolvedRequest } from './handler.ts'

/**
 * Equal for requests that ask for the same file, whoever is told of it and however old it may be. The
 * order of properties plays no role, nor do properties that mean absent: null, and `''`, `[]` and `{}`
 * where these say nothing.
 */
export function requestDigest(request: ExportRequest): string {
  const { notify: _, reuseWithin: __, ...file } = request
  return digestOf(file)
}

/** Equal for requests whose files are the same, if no row changes in between. */
export function reuseDigest(request: ExportRequest & ResolvedRequest, scope: Scope): string {
  return digestOf({ request: requestDigest(request), scope })
}

function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(value)))
    .digest('hex')
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value)
    .map(([key, field]): [string, unknown] => [key, canonical(field)])
    .filter(([, field]) => !isAbsent(field))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(fields)
}

function isAbsent(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
