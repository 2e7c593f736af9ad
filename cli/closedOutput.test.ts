/** What becomes of a command whose output can't be written: each is a process in a real pipeline. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { completedJob, JOB_ID, jobOf, progressOf } from '../tests/support/requestedJobs.ts'
import { json, type StandInApi, standInApi } from '../tests/support/standInApi.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
/** More than a pipe holds. */
const BODY = Buffer.alloc(3_000_000, 'x')

let api: StandInApi

beforeEach(async () => {
  api = await standInApi()
  const sha256 = createHash('sha256').update(BODY).digest('hex')
  api.on(`GET /exports/${JOB_ID}`, json(completedJob({ bytes: BODY.length, sha256 })))
  api.on(`GET /exports/${JOB_ID}/download`, json({ url: `${api.url}/bucket/key` }))
  api.on('GET /bucket/', (response) => void response.end(BODY))
})

afterEach(() => api.close())

/** Runs `exports` with its output going where `into` says; gives its exit code and its complaints. */
function exportsInto(into: string, ...args: string[]): Promise<{ code: number; stderr: string }> {
  // Standard output of the shell is the exit code alone.
  const script = `"$0" "$@" ${into}; echo "\${PIPESTATUS[0]}"`
  const env = { API_URL: api.url, API_TOKEN: 'mine' }
  return new Promise((resolve, reject) => {
    execFile(
      'bash',
      ['--norc', '-c', script, process.execPath, MAIN, ...args],
      { env: { ...env, PATH: '/usr/bin:/bin' } },
      (error, stdout, stderr) =>
        error ? reject(error) : resolve({ code: Number(stdout), stderr }),
    )
  })
}

const HEAD = '| head -c 10 > /dev/null'

it('a download ends with 141, and quietly, when its reader has enough', async () => {
  const ended = await exportsInto(HEAD, 'download', JOB_ID, '--output', '-')
  expect(ended).toEqual({ code: 141, stderr: '' })
})

it('watching ends with 141 when its reader has enough', async () => {
  api.on('POST /exports', json({ job: jobOf(), repeats: null }, 202))
  api.on(`GET /exports/${JOB_ID}/events`, (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const event = `event: progress\ndata: ${JSON.stringify(progressOf())}\n\n`
    const timer = setInterval(() => response.write(event), 20)
    response.once('close', () => clearInterval(timer))
  })
  const ended = await exportsInto(HEAD, 'request', 'SOW', '--watch')
  expect(ended).toEqual({ code: 141, stderr: '' })
})

it('a full disk is told with 12, whether the output is long or short', async () => {
  for (const args of [
    ['download', JOB_ID, '--output', '-'],
    ['get', JOB_ID],
  ]) {
    const { code, stderr } = await exportsInto('> /dev/full', ...args)
    expect({ args, code }).toEqual({ args, code: 12 })
    expect(stderr).toMatch(
      /^The output can't be written \(.*no space left on device.*\)\.\n {2}→ .+\n$/,
    )
  }
})
