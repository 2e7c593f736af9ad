/** PostgreSQL with one cluster in the directory. Text sorts by code point, on every machine. */
import { execFile } from 'node:child_process'
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { environment } from '../config/environment.ts'
import { findPostgres, type PostgresProgram } from './postgresProgram.ts'
import { secretOf } from './secrets.ts'
import type { Part } from './supervisor.ts'

/** Owner of the cluster and of every database in it. */
const OWNER = 'connexus'

export interface PostgresOptions {
  directory: string
  port: number
  onProgress: (line: string) => void
}

/** The part, and the owner's URL of the cluster's maintenance database. */
export async function postgres(options: PostgresOptions): Promise<{ part: Part; url: string }> {
  const program = await findPostgres()
  const data = join(options.directory, 'postgres')
  const password = await secretOf(options.directory, OWNER)
  await initialise(program, data, password, options.onProgress)
  // The supervisor has ended what was left. PostgreSQL would take a reused process id for a server.
  await rm(join(data, 'postmaster.pid'), { force: true })
  const url = `postgres://${OWNER}:${password}@127.0.0.1:${options.port}/postgres`
  const part = {
    name: 'postgres',
    ...program.commandOf('postgres', flags(data, options.port)),
    environment,
    // Fast shutdown: SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT' as const,
    isReady: () => answers(url),
  }
  return { part, url }
}

function flags(data: string, port: number): string[] {
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
  }
  const assignments = Object.entries(settings).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  return ['-D', data, ...assignments]
}

/** Creates the cluster unless it is there; one whose creation was cut short is made anew. */
async function initialise(
  program: PostgresProgram,
  data: string,
  password: string,
  onProgress: (line: string) => void,
): Promise<void> {
  const mark = `${data}.initialised`
  const isDone = await access(mark).then(
    () => true,
    () => false,
  )
  if (isDone) return
  onProgress('Creating the PostgreSQL cluster')
  await rm(data, { recursive: true, force: true })
  await mkdir(data, { recursive: true, mode: 0o700 })
  await program.own(data)
  const passwordFile = `${data}.password`
  await writeFile(passwordFile, password, { mode: 0o600 })
  await program.own(passwordFile)
  try {
    const { command, args } = program.commandOf('initdb', initdbFlags(data, passwordFile))
    await promisify(execFile)(command, args, { env: environment })
  } finally {
    await rm(passwordFile)
  }
  await writeFile(mark, await readFile(join(data, 'PG_VERSION'), 'utf8'))
}

function initdbFlags(data: string, passwordFile: string): string[] {
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  return [
    `--pgdata=${data}`,
    `--username=${OWNER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    ...locale,
  ]
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1000 })
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } finally {
    await client.end()
  }
}
