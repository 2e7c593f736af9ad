/**
 * A second PostgreSQL that follows the one of the run's stack: a streaming standby with every
 * database of it, whose replay can be paused. It holds back what the primary may forget by a slot.
 */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { appendFile, copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { Client } from 'pg'
import { environment } from '../../config/environment.ts'
import { type Child, launch, tailOf } from '../../stack/child.ts'
import { startGuard } from '../../stack/guard.ts'
import { findPostgres, type PostgresProgram } from '../../stack/postgresProgram.ts'
import { Releasers } from '../../stack/releasers.ts'
import { eventually } from './eventually.ts'
import { stackAddresses } from './stack.ts'

export interface Standby {
  /** The URL of the same database on the standby. */
  urlOf(databaseUrl: string): string
  /** Runs SQL on the standby, as its owner. */
  query(sql: string): Promise<Record<string, unknown>[]>
  /** Waits until all is replayed that the primary has written by now. */
  caughtUp(): Promise<void>
  /** Ends the server; whoever asks it then is refused. */
  stop(): Promise<void>
  dispose(): Promise<void>
}

/** What a server makes anew, or must not share with the one that it was copied from. */
const NOT_COPIED =
  /^(postmaster\.(pid|opts)|pg_(wal|replslot|dynshmem|notify|serial|snapshots|stat_tmp|subtrans)\/.+)$/

export async function startStandby(): Promise<Standby> {
  const releasers = new Releasers()
  const primary = new Client({ connectionString: stackAddresses().databaseUrl })
  try {
    await primary.connect()
    releasers.add(() => primary.end())
    const directory = await mkdtemp(join(tmpdir(), 'connexus-standby-'))
    releasers.add(() => rm(directory, { recursive: true, force: true }))
    const program = await findPostgres()
    const data = join(directory, 'postgres')
    const slot = `standby_${randomUUID().replaceAll('-', '')}`
    await primary.query('SELECT pg_create_physical_replication_slot($1, true)', [slot])
    releasers.add(() => dropSlot(primary, slot))
    await backUp(primary, program, data)
    await follow(data, slot)
    const port = await freePort()
    const server = await start(program, { data, port, logFile: join(directory, 'log') }, releasers)
    return await standbyAt(port, primary, server, releasers)
  } catch (error) {
    await releasers.release()
    throw error
  }
}

/** The slot is in use until the primary notices that the standby has gone. */
async function dropSlot(primary: Client, slot: string): Promise<void> {
  await eventually(() => primary.query('SELECT pg_drop_replication_slot($1)', [slot]))
}

/** Copies the primary's files while it runs. */
async function backUp(primary: Client, program: PostgresProgram, data: string): Promise<void> {
  const { rows } = await primary.query<{ data_directory: string }>('SHOW data_directory')
  const from = rows[0]?.data_directory ?? ''
  await primary.query(`SELECT pg_backup_start('standby', fast => true)`)
  await copyTree(from, data, program, (path) => !NOT_COPIED.test(relative(from, path)))
  const stopped = await primary.query<{ labelfile: string }>(
    'SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)',
  )
  await writeFile(join(data, 'backup_label'), stopped.rows[0]?.labelfile ?? '')
  await program.own(join(data, 'backup_label'))
}

/** Other test files make and drop databases meanwhile: what vanishes was dropped. */
async function copyTree(
  from: string,
  to: string,
  program: PostgresProgram,
  isWanted: (path: string) => boolean,
): Promise<void> {
  await mkdir(to, { mode: 0o700 })
  await program.own(to)
  for (const entry of await readdir(from, { withFileTypes: true }).catch(unlessGone)) {
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    if (!isWanted(source)) continue
    if (entry.isDirectory()) await copyTree(source, target, program, isWanted)
    else await copyFile(source, target).then(() => program.own(target), unlessGone)
  }
}

function unlessGone(error: unknown): never[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
  throw error
}

/** Makes the copy a standby of the stack's server. */
async function follow(data: string, slot: string): Promise<void> {
  const { hostname, port, username, password } = new URL(stackAddresses().databaseUrl)
  const peer = `host=${hostname} port=${port} user=${username} password=${password}`
  // Read by the server alone, unlike its command line.
  await appendFile(
    join(data, 'postgresql.auto.conf'),
    `primary_conninfo = '${peer}'\nprimary_slot_name = '${slot}'\n`,
  )
  await writeFile(join(data, 'standby.signal'), '')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function start(
  program: PostgresProgram,
  { data, port, logFile }: { data: string; port: number; logFile: string },
  releasers: Releasers,
): Promise<Child> {
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    // No fewer than the primary allows, or the standby would not start.
    'max_connections=200',
  ]
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]
  const guard = await startGuard()
  releasers.add(() => guard.release())
  const child = await launch({
    ...program.commandOf('postgres', args),
    environment,
    logFile,
    // Fast shutdown: SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
  })
  releasers.add(() => child.stop())
  guard.watch(child)
  await eventually(() => ask(port, 'SELECT 1')).catch(async (error: unknown) => {
    throw new Error(`The standby does not answer:${await tailOf(logFile, 20)}`, { cause: error })
  })
  return child
}

async function standbyAt(
  port: number,
  primary: Client,
  server: Child,
  releasers: Releasers,
): Promise<Standby> {
  const query = (sql: string) => ask(port, sql)
  return {
    urlOf: (databaseUrl) => at(port, databaseUrl),
    query,
    async caughtUp() {
      const { rows } = await primary.query<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn')
      await eventually(async () => {
        const [state] = await query(
          `SELECT pg_last_wal_replay_lsn() >= '${rows[0]?.lsn}' AS "isCaughtUp"`,
        )
        if (state?.['isCaughtUp'] !== true) throw new Error('The standby is behind.')
      })
    },
    stop: () => server.stop(),
    dispose: () => releasers.release(),
  }
}

function at(port: number, databaseUrl: string): string {
  const url = new URL(databaseUrl)
  url.port = String(port)
  return url.href
}

async function ask(port: number, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: at(port, stackAddresses().databaseUrl) })
  try {
    await client.connect()
    const { rows } = await client.query<Record<string, unknown>>(sql)
    return rows
  } finally {
    await client.end()
  }
}
