/** Who may export what: see `Requester`, whose record is the only source of it. */
import {
  assertNever,
  type Failure,
  FailureCode,
  type Requester,
  Role,
  type Scope,
} from '../contract/index.ts'

/** Rows of a type that the requester may see, where the type is exported by these roles. */
export function requesterScope(
  requester: Requester,
  type: string,
  roles: readonly Role[],
): Scope | Failure {
  const { role } = requester
  if (!requester.isActive) {
    return notAllowed('The requester is inactive.', 'Ask an administrator to activate the user.')
  }
  if (!roles.includes(role)) {
    return notAllowed(
      `Users of role ${role} may not export ${type}.`,
      `Ask a user of role ${roles.join(' or ')} for the export.`,
    )
  }
  switch (role) {
    case Role.ADMIN:
      return { kind: 'all' }
    case Role.STAFF:
      return { kind: 'clients', clientIds: requester.assignedClientIds, confidential: true }
    case Role.CLIENT:
      return {
        kind: 'clients',
        clientIds: requester.clientId === null ? [] : [requester.clientId],
        confidential: false,
      }
    default:
      return assertNever(role)
  }
}

function notAllowed(message: string, remedy: string): Failure {
  return { code: FailureCode.REQUESTER_NOT_ALLOWED, message, remedy }
}
