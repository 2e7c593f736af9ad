/** Values that a filter may be given, by the names that people know. */
import { type ChoicesQuery, ExportFailure, type FilterChoice } from '../contract/index.ts'
import { setRowSecurity } from '../handlers/index.ts'
import type { Caller } from './caller.ts'
import type { ExportDataDependencies } from './dependencies.ts'
import { activeRequester } from './resolveAsked.ts'

const DEFAULT_LIMIT = 20
/** Milliseconds that the search may take; it is asked for at each key that somebody types. */
const TIMEOUT_MS = 2_000

type Needed = Pick<ExportDataDependencies, 'database' | 'requesters' | 'handlerOf'>

/** Within what the caller may see of the type. */
export async function filterChoices(
  { database, requesters, handlerOf }: Needed,
  { userId }: Caller,
  { type, filter, search = '', limit = DEFAULT_LIMIT }: ChoicesQuery,
): Promise<FilterChoice[]> {
  const requester = activeRequester(await requesters.find(userId))
  const handler = handlerOf(type)
  const scope = handler.scopeOf(requester)
  if ('code' in scope) throw new ExportFailure(scope)
  return await database.transaction(
    async (transaction) => {
      await transaction.raw(`SELECT set_config('statement_timeout', ?, true)`, [String(TIMEOUT_MS)])
      await setRowSecurity(transaction, type, scope)
      return await handler.choices(filter, search, limit, scope, transaction)
    },
    { readOnly: true },
  )
}
