/** Checks that the namespace knows every search attribute that a start sets. */
import type { Connection } from '@temporalio/client'
import { SEARCH_ATTRIBUTES } from '../contract/index.ts'
import { GrpcStatus, grpcStatusOf } from './grpcStatus.ts'
import { Dependency, Outage } from './outage.ts'

/** Thrown when the bridge can't begin before somebody acts; says what to do. */
export class BridgeNotReady extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(`${message} ${remedy}`)
    this.name = 'BridgeNotReady'
    this.remedy = remedy
  }
}

/** Temporal's words for the types, by the number that it sends. */
const TYPE_NAMES = ['Unspecified', 'Text', 'Keyword', 'Int', 'Double', 'Bool', 'Datetime']
const TYPES = { KEYWORD: 'Keyword', INT: 'Int', DATETIME: 'Datetime' } as const
const DEADLINE_MS = 10_000

/**
 * A missing attribute would make Temporal refuse every message: better not to begin. Where
 * Temporal does not let us list them (Temporal Cloud, with an API key for one namespace), it is
 * taken that they are there.
 * @throws BridgeNotReady when attributes are missing or of another type; Outage when Temporal
 *   can't be reached.
 */
export async function requireSearchAttributes(
  connection: Connection,
  namespace: string,
): Promise<void> {
  const registered = await registeredTypes(connection, namespace)
  if (!registered) return
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(
    ([name, type]) => registered.get(name) !== TYPES[type],
  )
  if (missing.length === 0) return
  const names = missing.map(([name]) => name).join(', ')
  const options = missing.map(([name, type]) => `--name ${name} --type ${TYPES[type]}`).join(' ')
  throw new BridgeNotReady(
    `The Temporal namespace ${namespace} lacks search attributes, or has them with another type: ${names}.`,
    `Run: temporal operator search-attribute create --namespace ${namespace} ${options}`,
  )
}

/** Undefined when we may not know. */
async function registeredTypes(
  connection: Connection,
  namespace: string,
): Promise<Map<string, string | undefined> | undefined> {
  try {
    const { customAttributes } = await connection.withDeadline(Date.now() + DEADLINE_MS, () =>
      connection.operatorService.listSearchAttributes({ namespace }),
    )
    return new Map(
      Object.entries(customAttributes ?? {}).map(([name, type]) => [name, TYPE_NAMES[type]]),
    )
  } catch (error) {
    const status = grpcStatusOf(error)
    if (status === GrpcStatus.PERMISSION_DENIED || status === GrpcStatus.UNIMPLEMENTED) {
      return undefined
    }
    throw new Outage(Dependency.TEMPORAL, error)
  }
}
