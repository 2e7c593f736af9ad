/** The command line over the API, bridge and worker, each a process: what scripts rely on. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { SavedSchedule } from '../../contract/index.ts'
import type { Child } from '../../stack/child.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import { operatorEnvironment, runCommand, startCommand } from '../support/commandLine.ts'
import { sha256 } from '../support/digest.ts'
import { eventually } from '../support/eventually.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'
import { whileHeld } from '../support/whileHeld.ts'

let pipeline: Pipeline
let api: Child
let folder: string
let environment: Record<string, string | undefined>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exports-'))
  pipeline = await openPipeline({ rows: 3_000 })
  const started = await Promise.all([
    pipeline.start('api'),
    pipeline.start('bridge'),
    pipeline.start('worker'),
  ])
  api = started[0]
  const API_TOKEN = await pipeline.tokenOf(sampleUsers.DEMO_ADMIN_ID)
  environment = operatorEnvironment({ API_URL: pipeline.apiUrl, API_TOKEN })
}, 120_000)

afterAll(async () => {
  await pipeline.dispose()
  await rm(folder, { recursive: true })
})

const exports = (...args: string[]) => runCommand(args, environment)

/** A command that asks for an export and watches it, once it is being fetched; with its id. */
async function watching(...args: string[]) {
  const command = startCommand(['request', 'SOW', '--file-type', 'csv', ...args], environment)
  await eventually(() => Promise.resolve(expect(command.output()).toContain('"FETCHING"')), 30_000)
  const [, id = ''] = /"job":\{"id":"([^"]+)"/.exec(command.output()) ?? []
  return { command, id }
}

describe('the command line', () => {
  it('lets an export recur, changes when it is due, pauses it and takes it away', async () => {
    const when = ['--daily', '06:30', '--rule-zone', 'Europe/Berlin', '--changes']
    const asked = ['create', 'sow', '--file-type', 'csv', '--name', 'Scopes', ...when]
    const created = await exports('schedules', ...asked)
    expect({ code: created.code, stderr: created.stderr }).toEqual({ code: 0, stderr: '' })
    const { schedule } = created.lines[0] as unknown as SavedSchedule
    const { id, createdAt: _, updatedAt: __, nextTimes: ___, ...others } = schedule
    const changed = await exports('schedules', 'update', id, '--monthly', 'last@07:00')
    expect(changed.lines[0]).toMatchObject({
      schedule: {
        ...others,
        revision: 2,
        rule: { kind: 'MONTHLY', day: 'LAST', hour: 7, minute: 0 },
      },
      webhookSecret: null,
    })
    const webhook = ['--webhook', 'https://hooks.example/exports']
    const told = await exports('schedules', 'update', id, ...webhook)
    expect(told.lines[0]).toMatchObject({ webhookSecret: expect.stringMatching(/^whsec_.{44}$/) })
    for (const change of [['--name', 'Mine'], ['--no-webhook']]) {
      const after = await exports('schedules', 'update', id, ...change)
      expect(after.lines[0]).toMatchObject({ webhookSecret: null })
    }
    const paused = await exports('schedules', 'pause', id, '--note', 'Holidays')
    expect(paused.lines[0]).toMatchObject({ id, state: 'PAUSED', note: 'Holidays', nextTimes: [] })
    const listed = await exports('schedules', 'list')
    expect(listed.lines).toEqual(paused.lines)
    expect((await exports('schedules', 'runs', id)).lines).toEqual([])
    expect((await exports('schedules', 'delete', id)).code).toBe(0)
    expect((await exports('schedules', 'get', id)).code).toBe(5)
  })

  it('asks, watches and fetches: the file is the one of the record', async () => {
    const wanted = ['--filter', 'status=ACTIVE,DRAFT', '--columns', 'scopeId=Id,status']
    const asked = ['request', 'sow', '--file-type', 'csv', ...wanted, '--download', folder]
    const { code, lines, stderr } = await exports(...asked)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { exportId, path } = lines.at(-1) as { exportId: string; path: string }
    const file = await readFile(path)
    expect(sha256(file)).toBe((await pipeline.job(exportId))['sha256'])
    expect(file.toString('utf8')).toMatch(/^\uFEFFId,Status\r\n/)
    const { rows } = await pipeline.sql.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM "ScopeOfWork"
        WHERE "deletedAt" IS NULL AND "scopeOfWorkStatus" IN ('ACTIVE', 'DRAFT')`,
    )
    expect(file.toString('utf8').trimEnd().split('\r\n')).toHaveLength((rows[0]?.count ?? 0) + 1)
  })

  it('goes on watching when the API was killed and comes back', async () => {
    const { command } = await whileHeld(pipeline.sql, async () => {
      const begun = await watching('--watch')
      process.kill(api.pid, 'SIGKILL')
      await api.exited
      return begun
    })
    api = await pipeline.start('api')
    const { code, lines, stderr } = await command.ended
    expect(code).toBe(0)
    expect(lines.filter(({ kind }) => kind === 'end')).toHaveLength(1)
    expect(stderr).toContain('The connection broke, and is made again')
  })

  it('on Ctrl-C stops watching, not the export; cancelled, it ends with 8, and can be retried', async () => {
    const { id, watched } = await whileHeld(pipeline.sql, async () => {
      const begun = await watching('--watch')
      begun.command.kill('SIGINT')
      const { code, stderr } = await begun.command.ended
      expect(code).toBe(130)
      expect(stderr).toContain(`exports watch ${begun.id}`)
      expect((await pipeline.job(begun.id)).status).toBe('PENDING')
      const again = exports('watch', begun.id)
      expect((await exports('cancel', begun.id)).code).toBe(0)
      return { id: begun.id, watched: await again }
    })
    expect(watched.code).toBe(8)
    const retried = await exports('retry', id, '--watch')
    expect(retried.code).toBe(0)
    expect(retried.lines.at(-1)).toMatchObject({ kind: 'end', job: { attempt: 2 } })
  })

  it('lists, estimates and removes, and says by its code what it can’t do', async () => {
    const { lines } = await exports('list', '--limit', '1')
    const id = String(lines[0]?.['id'])
    expect((await exports('estimate', 'SOW', '--file-type', 'pdf')).lines).toMatchObject([
      { rows: pipeline.visibleRows, basis: 'COUNTED', failures: [] },
    ])
    expect((await exports('cancel', id)).code).toBe(6)
    expect((await exports('remove', id)).code).toBe(0)
    expect((await exports('download', id, '--output', folder)).code).toBe(5)
    const wrong = await exports('request', 'SOW', '--columns', 'none', '--json')
    expect(wrong.code).toBe(4)
    expect(JSON.parse(wrong.stderr)).toMatchObject({
      code: 'INVALID_REQUEST',
      errors: [{ field: 'columns[0]' }],
    })
    const stranger = await runCommand(['list', '--token', 'none'], environment)
    expect(stranger.code).toBe(3)
  })
})
