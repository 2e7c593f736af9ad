/** Something that the bridge needs is out of reach, for whatever reason but the message at hand. */
import { isDataError } from '../stores/index.ts'

export const Dependency = { DATABASE: 'database', TEMPORAL: 'Temporal', QUEUE: 'queue' } as const
export type Dependency = (typeof Dependency)[keyof typeof Dependency]

export class Outage extends Error {
  readonly dependency: Dependency

  constructor(dependency: Dependency, cause: unknown) {
    super(`The ${dependency} is out of reach.`, { cause })
    this.name = 'Outage'
    this.dependency = dependency
  }
}

/**
 * Runs a query. Whatever PostgreSQL says but "this data is wrong" is an outage, a missing table or
 * right included: the message would succeed once that is mended.
 */
export async function reachDatabase<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query()
  } catch (error) {
    throw isDataError(error) ? error : new Outage(Dependency.DATABASE, error)
  }
}
