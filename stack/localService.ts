/**
 * The whole service on this machine: the stack with the sample and the exporter's schema, and the
 * processes of production beside it.
 */
import { join } from 'node:path'
import { demoTokens } from './demoTokens.ts'
import { environmentOf, writeEnvFile } from './envFile.ts'
import { apiEnvironment } from './localApi.ts'
import { type ChosenProcesses, ownProcess, startProcesses } from './localProcesses.ts'
import { createRoles, type ForRoles, rolePasswords } from './roles.ts'
import { applyRowSecurity } from './rowSecurity.ts'
import { createSample, sampleRowsAt, sampleUsers } from './sample/index.ts'
import { secretOf } from './secrets.ts'
import { type Stack, type StackOptions, startStack } from './startStack.ts'

const DEFAULT_ROWS = 5_000

export interface LocalServiceOptions extends StackOptions, ChosenProcesses {
  /**
   * Scopes of work in the sample; one of another size is replaced. Default: what is there, else
   * 5,000.
   */
  rows?: number
}

export interface LocalService extends Stack {
  /** The dotenv file with every address, credential and demo user. */
  envFile: string
  /** Where the API is, if it runs. */
  apiUrl: string
  /** By which the demo users sign in. */
  tokens: Awaited<ReturnType<typeof demoTokens>>
}

/** Starts everything, or stops what was started and throws. */
export async function startLocalService(options: LocalServiceOptions): Promise<LocalService> {
  const { say } = options
  say('Starting PostgreSQL, Temporal, the stand-in for SQS and S3, and the mail catcher')
  const stack = await startStack({
    ...options,
    onProgress: say,
    onDeath: ({ message }) => say(message),
  })
  try {
    const urls = await prepareDatabase(stack, options)
    const api = apiEnvironment(stack.apiPort, await secretOf(stack.directory, 'api'))
    await startProcesses(stack, urls, api, options)
    const tokens = await demoTokens(api.API_JWT_SECRET)
    const envFile = join(stack.directory, 'env')
    await writeEnvFile(envFile, {
      ...environmentOf(stack.addresses),
      ...api,
      ...sampleUsers,
      ...tokens,
      // Whom the command line speaks for.
      API_TOKEN: tokens.DEMO_ADMIN_TOKEN,
    })
    return { ...stack, envFile, apiUrl: api.API_URL, tokens }
  } catch (error) {
    await stack.stop()
    throw error
  }
}

/** Gives the URLs that the processes connect with. */
async function prepareDatabase(
  stack: Stack,
  { rows, say }: LocalServiceOptions,
): Promise<ForRoles> {
  const { databaseUrl } = stack.addresses
  const present = await sampleRowsAt(databaseUrl)
  const wanted = rows ?? present ?? DEFAULT_ROWS
  if (present !== wanted) {
    const instead = present === undefined ? '' : `, instead of ${present.toLocaleString('en')}`
    say(`Filling the sample with ${wanted.toLocaleString('en')} scopes of work${instead}`)
    await createSample({
      connectionString: databaseUrl,
      rows: wanted,
      onProgress: (step) => say(`  ${step.table}: ${step.rows.toLocaleString('en')} rows`),
    })
  }
  await stack.runToEnd({ name: 'migrate', ...ownProcess('migrations', stack, databaseUrl) })
  // Tables of a sample made anew have lost rights and policies with the old ones.
  const urls = await createRoles(databaseUrl, await rolePasswords(stack.directory))
  await applyRowSecurity(databaseUrl)
  return urls
}
