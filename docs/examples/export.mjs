/**
 * Requests an export, follows it to its end, downloads it, and checks that it arrived whole.
 * Node 20 or newer, no package: API_URL=… API_TOKEN=… node export.mjs '<request as JSON>' [folder]
 */
import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { argv, env, exit, stderr, stdout } from 'node:process'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** How often a call is tried while the API can't be reached, or asks to wait. */
const MOST_TRIES = 20
const WAIT_SECONDS = 2

const [, , request = '{"type":"RFP","fileType":"XLSX"}', folder = '.'] = argv

/** The answer; throws what the API says of a call that can't be met. */
async function call(path, { headers, ...options } = {}) {
  const authorization = `Bearer ${env.API_TOKEN}`
  for (let tries = 1; ; tries += 1) {
    const init = { ...options, headers: { ...headers, authorization } }
    const answer = await fetch(new URL(path, env.API_URL), init).catch(() => undefined)
    if (answer?.ok) return answer
    const isPassing = !answer || answer.status === 429 || answer.status >= 500
    if (!isPassing || tries === MOST_TRIES) throw await refusal(answer)
    await sleep(Number(answer?.headers.get('retry-after') ?? WAIT_SECONDS) * 1_000)
  }
}

async function refusal(answer) {
  if (!answer) return new Error(`${env.API_URL} can't be reached.`)
  const { errors = [] } = await answer.json().catch(() => ({}))
  return failureOf(errors, `The API answered ${answer.status}.`)
}

/** `otherwise` where there is nothing to tell. */
function failureOf(failures, otherwise) {
  const lines = failures.map(({ code, message, remedy }) => `${code}: ${message} ${remedy}`)
  return new Error(lines.join('\n') || otherwise)
}

/** The job as it ended. A stream that breaks off is opened again behind the last event. */
async function follow(exportId) {
  let lastEventId = ''
  for (;;) {
    const headers = lastEventId === '' ? {} : { 'last-event-id': lastEventId }
    const answer = await call(`/exports/${exportId}/events`, { headers })
    if (answer.status === 204) return await (await call(`/exports/${exportId}`)).json()
    for await (const { id, event, data } of eventsOf(answer.body)) {
      lastEventId = id
      const told = JSON.parse(data)
      if (event === 'end') return told
      if (event === 'progress') stdout.write(`${told.step} ${told.percent} %\n`)
    }
    await sleep(WAIT_SECONDS * 1_000)
  }
}

/** Events of the stream until it ends or breaks off. */
async function* eventsOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { value } = await reader.read().catch(() => ({}))
    if (value === undefined) return
    const frames = (rest + value).split('\n\n')
    rest = frames.pop()
    // Each line is `name: value`; comments, which show that the connection lives, have no name.
    const events = frames.map((frame) =>
      Object.fromEntries(frame.split('\n').map((line) => line.split(/: (.*)/))),
    )
    yield* events.filter(({ data }) => data !== undefined)
  }
}

/** The path of the file. */
async function download({ id, file }) {
  const headers = { accept: 'application/json' }
  const link = await (await call(`/exports/${id}/download`, { headers })).json()
  // The link is all that the store needs: the token is none of its business.
  const answer = await fetch(link.url)
  if (!answer.ok) throw new Error(`The store answered ${answer.status}.`)
  const path = join(folder, basename(link.fileName))
  const hash = createHash('sha256')
  let bytes = 0
  const look = async function* (chunks) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  await pipeline(answer.body, look, createWriteStream(`${path}.part`))
  if (bytes !== file.bytes || hash.digest('hex') !== file.sha256) {
    throw new Error(`${path}.part is not the file that was made.`)
  }
  await rename(`${path}.part`, path)
  return path
}

async function main() {
  const answer = await call('/exports', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: request,
  })
  const { job } = await answer.json()
  const ended = await follow(job.id)
  if (ended.status === 'COMPLETED') {
    stdout.write(`${await download(ended)}: ${ended.file.rows} rows\n`)
  } else {
    throw failureOf(ended.failure ? [ended.failure] : [], `The export is ${ended.status}.`)
  }
}

try {
  await main()
} catch (error) {
  stderr.write(`${error.message}\n`)
  exit(1)
}
