/** Runs a copy of the bootstrap in a small project, with an `npm` that only notes that it was run. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { environment } from '../config/environment.ts'

let project: string

const FAKE_NPM = `#!/bin/sh
[ "$1" = ci ] || exit 0
sleep 0.3
echo installed >> "$PROJECT/installations"
mkdir -p "$PROJECT/node_modules" && touch "$PROJECT/node_modules/.package-lock.json"
`

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'connexus-bootstrap-'))
  await mkdir(join(project, 'stack'))
  await mkdir(join(project, 'bin'))
  await writeFile(join(project, 'package-lock.json'), '{}')
  await writeFile(join(project, 'bin', 'npm'), FAKE_NPM, { mode: 0o755 })
  const bootstrap = fileURLToPath(new URL('bootstrap.mjs', import.meta.url))
  await copyFile(bootstrap, join(project, 'stack', 'bootstrap.mjs'))
})

afterEach(async () => {
  await rm(project, { recursive: true })
})

function start(command: string[], path = `${project}/bin${delimiter}${environment['PATH']}`) {
  return spawn(process.execPath, [join(project, 'stack', 'bootstrap.mjs'), ...command], {
    env: { ...environment, PATH: path, PROJECT: project },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function finish(child: ChildProcess) {
  const exited = once(child, 'exit')
  const [output, errors] = await Promise.all([child.stdout, child.stderr].map(readAll))
  const [code] = (await exited) as [number]
  return { code, output, errors }
}

function readAll(stream: NodeJS.ReadableStream | null): Promise<string> {
  return stream ? text(stream) : Promise.resolve('')
}

async function installations(): Promise<number> {
  const notes = await readFile(join(project, 'installations'), 'utf8').catch(() => '')
  return notes.split('\n').length - 1
}

test('installs once when several commands start at the same time, and runs them all', async () => {
  const runs = await Promise.all([1, 2, 3].map((n) => finish(start(['echo', String(n)]))))
  expect(runs.map(({ code, output }) => [code, output])).toEqual([
    [0, '1\n'],
    [0, '2\n'],
    [0, '3\n'],
  ])
  expect(await installations()).toBe(1)
})

test('installs again only when the lockfile is newer than what is installed', async () => {
  await finish(start(['true']))
  await finish(start(['true']))
  expect(await installations()).toBe(1)
  const later = new Date(Date.now() + 60_000)
  await utimes(join(project, 'package-lock.json'), later, later)
  await finish(start(['true']))
  expect(await installations()).toBe(2)
})

test('goes on after an installation that was killed while it held the lock', async () => {
  const lock = join(project, '.stack', 'install.lock')
  await mkdir(lock, { recursive: true })
  const gone = spawn('true')
  await once(gone, 'exit')
  await writeFile(join(lock, 'pid'), String(gone.pid))
  expect(await finish(start(['echo', 'went on']))).toMatchObject({ code: 0, output: 'went on\n' })
})

test('names everything that is missing, and what to do', async () => {
  const { code, errors } = await finish(start(['true'], '/nowhere'))
  expect(code).toBe(1)
  expect(errors).toBe(
    'Missing: npm (it comes with Node.js); Python 3 (python3); ' +
      'pip for Python 3 (python3 -m pip; Debian: apt install python3-pip). ' +
      'Install what is missing, and repeat.\n',
  )
})

test('refuses an old Node once the packages are there', async () => {
  await writeFile(join(project, 'bin', 'node'), '#!/bin/sh\necho v20.20.2\n', { mode: 0o755 })
  const { code, errors } = await finish(start(['echo', 'unreached']))
  expect(code).toBe(1)
  expect(errors).toContain('Node 24 or newer is needed; this one is v20.20.2. No package brings it')
})

test("exits with the command's code", async () => {
  expect(await finish(start(['sh', '-c', 'exit 7']))).toMatchObject({ code: 7 })
})

test('passes SIGTERM on, and exits as a shell would', async () => {
  const child = start(['sh', '-c', 'echo ready; exec sleep 60'])
  if (child.stdout) await once(child.stdout, 'readable')
  child.kill('SIGTERM')
  expect(await finish(child)).toMatchObject({ code: 143 })
})
