/** Hands the run's stack from global setup to global teardown, and its addresses to the test files. */

/** Environment variable with the addresses as JSON. */
export const STACK_ADDRESSES = 'CONNEXUS_TEST_STACK'

/** Environment variable with the path of the workflow bundle. */
export const WORKFLOW_BUNDLE = 'CONNEXUS_TEST_BUNDLE'

/** Environment variable with the passwords of the roles of bridge, worker and API as JSON. */
export const ROLE_PASSWORDS = 'CONNEXUS_TEST_PASSWORDS'

let tearDownStack: () => Promise<void> = () => Promise.resolve()

export function keepForTeardown(teardown: () => Promise<void>): void {
  tearDownStack = teardown
}

export async function tearDown(): Promise<void> {
  await tearDownStack()
}
