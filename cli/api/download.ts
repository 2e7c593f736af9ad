/**
 * Fetches a finished file: to a temporary name beside the final one, which it gets only when bytes
 * and SHA-256 are those of the record. Or to a stream, where a reader must heed the exit code.
 */
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import type { ExportFile, RequestedExport } from '../../contract/index.ts'
import { CommandFailure, failure } from '../commandFailure.ts'
import { ExitCode } from '../exitCode.ts'
import { type ApiClient, causeOf } from './client.ts'
import { checkTarget, type DownloadTarget, pathOf, publish, unwritable } from './downloadTarget.ts'

export interface Downloaded {
  path: string
  bytes: number
  sha256: string
}

/** @throws CommandFailure: no file, expired, in the way, out of reach, or not as the record says. */
export async function downloadFile(
  client: ApiClient,
  job: RequestedExport,
  asked: DownloadTarget,
): Promise<Downloaded> {
  const file = await fileOf(client, job)
  const target = await pathOf(asked, file.name)
  await checkTarget({ ...asked, path: target })
  const answer = await openFile(client, job.id)
  // Not longer than the final name may be.
  const temporary = join(dirname(target), `.${randomUUID()}.part`)
  try {
    await writeTemporary(temporary, answer, file, client.signal)
    await publish(temporary, target, asked)
  } catch (error) {
    if (error instanceof CommandFailure || client.signal.aborted) throw error
    throw unwritable(error as NodeJS.ErrnoException)
  } finally {
    // Where that fails too, what went wrong before is what to say.
    await rm(temporary, { force: true }).catch(() => undefined)
  }
  return { path: target, bytes: file.bytes, sha256: file.sha256 }
}

/** The bytes as they come; rejects at the end where they were not those of the record. */
export async function downloadTo(
  client: ApiClient,
  job: RequestedExport,
  output: Writable,
): Promise<void> {
  const file = await fileOf(client, job)
  const answer = await openFile(client, job.id)
  await check(answer, file, client.signal, async (chunk) => {
    if (!output.write(chunk)) await once(output, 'drain', { signal: client.signal })
  })
}

async function fileOf(
  client: ApiClient,
  { id, status, file }: RequestedExport,
): Promise<ExportFile> {
  if (file) return file
  // The API knows best why there is none.
  await client.downloadLink(id)
  const detail = `The export is ${status}: it has no file.`
  const remedy = `Watch it until it is done: exports watch ${id}`
  throw failure(ExitCode.CONFLICT, 'WRONG_STATUS', detail, remedy)
}

/** The link is its own permission: the token must not go to the object store. */
async function openFile(client: ApiClient, exportId: string): Promise<Response> {
  const { url } = await client.downloadLink(exportId)
  const { signal } = client
  const answer = await fetch(url, { signal, headers: { 'accept-encoding': 'identity' } }).catch(
    (error: unknown) => {
      throw signal.aborted ? error : storeFailure(causeOf(error))
    },
  )
  if (answer.ok) return answer
  await answer.body?.cancel()
  throw storeFailure(`it answered ${answer.status}`)
}

async function writeTemporary(
  path: string,
  answer: Response,
  file: ExportFile,
  signal: AbortSignal,
): Promise<void> {
  const handle = await open(path, 'wx')
  try {
    await check(answer, file, signal, (chunk) => handle.appendFile(chunk))
    // On the disk before it has its name: a crash must not leave a short file under it.
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Hands the bytes on and compares them with the record. */
async function check(
  answer: Response,
  file: ExportFile,
  signal: AbortSignal,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  const hash = createHash('sha256')
  let bytes = 0
  let isWriting = false
  const received = answer.body ? Readable.fromWeb(answer.body) : []
  try {
    for await (const chunk of received as AsyncIterable<Uint8Array>) {
      bytes += chunk.length
      hash.update(chunk)
      isWriting = true
      await write(chunk)
      isWriting = false
    }
  } catch (error) {
    if (signal.aborted || isWriting) throw error
    throw damaged(`The connection broke after ${bytes} of ${file.bytes} bytes.`)
  }
  if (bytes !== file.bytes) {
    throw damaged(`${bytes} bytes came, while the record says ${file.bytes}.`)
  }
  if (hash.digest('hex') !== file.sha256.toLowerCase()) {
    throw damaged('The file’s SHA-256 is not that of the record.')
  }
}

function storeFailure(why: string) {
  const remedy = 'Check that this machine reaches the address of the link, then try again.'
  const detail = `The file can't be fetched from the object store (${why}).`
  return failure(ExitCode.OUT_OF_REACH, 'STORAGE_UNAVAILABLE', detail, remedy)
}

function damaged(detail: string) {
  return failure(ExitCode.DAMAGED, 'FILE_DAMAGED', detail, 'Download it again; nothing was kept.')
}
