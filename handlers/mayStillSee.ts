/** Whether what a requester may see now covers what a file holds. */
import type { RowRequest, Scope } from '../contract/index.ts'

/** What a job's record says of the file's rows. */
interface Filed {
  /** Of its fetch; null where nobody recorded it. */
  scope: Scope | null
  /** Client whose user asked; null for staff. */
  tenantId: string | null
  request: RowRequest | null
}

/**
 * A file is bounded by the scope of its fetch, and by the clients that its filters name. Of a file
 * whose scope nobody recorded, only those may be sure who see everything, or the client's own users.
 */
export function mayStillSee(now: Scope, { scope, tenantId, request }: Filed): boolean {
  if (now.kind === 'all') return true
  const visible = new Set(now.clientIds.map(folded))
  if (!scope) return tenantId !== null && visible.has(folded(tenantId))
  if (scope.kind === 'clients' && scope.confidential && !now.confidential) return false
  const named = namedClients(request?.filters?.['clientIds'])
  if (scope.kind === 'all') {
    return named !== undefined && now.confidential && named.every((id) => visible.has(id))
  }
  const fetched = scope.clientIds.map(folded)
  const held = named ? fetched.filter((id) => named.includes(id)) : fetched
  return held.every((id) => visible.has(id))
}

/** Undefined where the filter lets every client through. */
function namedClients(filter: unknown): string[] | undefined {
  const ids: unknown[] = typeof filter === 'string' && filter !== '' ? [filter] : listOf(filter)
  if (ids.length === 0) return undefined
  return ids.flatMap((id) => (typeof id === 'string' ? [folded(id)] : []))
}

/** A uuid may be written in capitals. */
function folded(id: string): string {
  return id.toLowerCase()
}

function listOf(filter: unknown): unknown[] {
  return Array.isArray(filter) ? filter : []
}
