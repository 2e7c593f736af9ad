import { createHash } from 'node:crypto'
import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { collector } from '../../tests/support/fakeTerminal.ts'
import { completedJob, failedJob } from '../../tests/support/requestedJobs.ts'
import { type Answer, json, type StandInApi, standInApi } from '../../tests/support/standInApi.ts'
import { ExitCode } from '../exitCode.ts'
import { ApiClient } from './client.ts'
import { downloadFile, downloadTo } from './download.ts'

const BODY = Buffer.from('Services,Status\r\nAudit,Active\r\n')
const sha256 = createHash('sha256').update(BODY).digest('hex')
const job = completedJob({ name: 'sow.csv', bytes: BODY.length, sha256 })

let api: StandInApi
let folder: string
let client: ApiClient

beforeEach(async () => {
  api = await standInApi()
  folder = await mkdtemp(join(tmpdir(), 'exports-'))
  client = new ApiClient({ url: api.url, token: 'mine', signal: new AbortController().signal })
  api.on('GET /exports/', json({ url: `${api.url}/bucket/key`, fileName: 'sow.csv' }))
  store((response) => void response.end(BODY))
})

afterEach(async () => {
  await api.close()
  await rm(folder, { recursive: true })
})

const store = (answer: Answer) => api.on('GET /bucket/', answer)
const files = () => readdir(folder)

describe('a download', () => {
  it('has the bytes of the record under its name, and sends the token to the API alone', async () => {
    const path = join(folder, 'sow.csv')
    expect(await downloadFile(client, job, { path: folder })).toEqual({
      path,
      bytes: BODY.length,
      sha256,
    })
    expect(await readFile(path)).toEqual(BODY)
    expect(await files()).toEqual(['sow.csv'])
    const tokens = api.seen.map(({ call, headers }) => [call.split('/')[1], headers.authorization])
    expect(tokens).toEqual([
      ['exports', 'Bearer mine'],
      ['bucket', undefined],
    ])
  })

  it.each<[string, Answer]>([
    ['a body that is short', (response) => void response.end(BODY.subarray(1))],
    [
      'a connection that breaks',
      (response) => {
        response.writeHead(200, { 'content-length': BODY.length }).write(BODY.subarray(9))
        setTimeout(() => response.destroy(), 50)
      },
    ],
    ['as many other bytes', (response) => void response.end(Buffer.from(BODY).fill('x', 0, 1))],
  ])('refuses %s, and leaves nothing', async (_, answer) => {
    store(answer)
    await expect(downloadFile(client, job, { path: folder })).rejects.toMatchObject({
      exitCode: ExitCode.DAMAGED,
      problem: { code: 'FILE_DAMAGED' },
    })
    expect(await files()).toEqual([])
  })

  it('replaces a file that is there only with --force, and then not by a short one', async () => {
    const path = join(folder, 'mine.csv')
    await writeFile(path, 'mine')
    const refusal = { exitCode: ExitCode.USAGE, message: `${path} is there already.` }
    await expect(downloadFile(client, job, { path })).rejects.toMatchObject(refusal)
    expect(api.seen).toEqual([])
    store((response) => void response.end('x'))
    const forced = { path, force: true }
    await expect(downloadFile(client, job, forced)).rejects.toMatchObject({
      exitCode: ExitCode.DAMAGED,
    })
    expect(await readFile(path, 'utf8')).toBe('mine')
    store((response) => void response.end(BODY))
    await downloadFile(client, job, forced)
    expect(await readFile(path)).toEqual(BODY)
  })

  it('does not replace a file that comes while it runs', async () => {
    const path = join(folder, 'sow.csv')
    store(async (response) => {
      await writeFile(path, 'first')
      response.end(BODY)
    })
    await expect(downloadFile(client, job, { path })).rejects.toMatchObject({
      exitCode: ExitCode.USAGE,
    })
    expect(await readFile(path, 'utf8')).toBe('first')
    expect(await files()).toEqual(['sow.csv'])
  })

  it('keeps to its folder, whatever the file is called', async () => {
    const names = ['../../../sly.csv', '..\\n\u001B[31m\u009bEVIL.xlsx', '..']
    for (const name of names) {
      const sly = completedJob({ name, bytes: BODY.length, sha256 })
      await downloadFile(client, sly, { path: folder })
    }
    expect(await files()).toEqual(['export', 'n_[31m_EVIL.xlsx', 'sly.csv'])
  })

  it('is saved under a name as long as the disk takes, and no longer', async () => {
    const named = (length: number) =>
      completedJob({ name: 'x'.repeat(length), bytes: BODY.length, sha256 })
    await downloadFile(client, named(255), { path: folder })
    expect(await files()).toEqual(['x'.repeat(255)])
    await expect(downloadFile(client, named(256), { path: folder })).rejects.toMatchObject({
      exitCode: ExitCode.USAGE,
      message: expect.stringContaining('name too long'),
    })
    expect(await files()).toEqual(['x'.repeat(255)])
  })

  it('says that there is no room, and leaves nothing', async () => {
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    const write = () => Promise.reject(full)
    const disk = await open(join(folder, 'any'), 'w')
    const prototype = Object.getPrototypeOf(disk) as typeof disk
    await disk.close()
    await rm(join(folder, 'any'))
    const appendFile = jest.spyOn(prototype, 'appendFile').mockImplementation(write)
    await expect(downloadFile(client, job, { path: folder })).rejects.toMatchObject({
      exitCode: ExitCode.NOT_WRITTEN,
      message: "The file can't be written (no space left on device).",
    })
    appendFile.mockRestore()
    expect(await files()).toEqual([])
  })

  it('says that it can’t be written where its folder is not there', async () => {
    await expect(downloadFile(client, job, { path: join(folder, 'none/') })).rejects.toMatchObject({
      exitCode: ExitCode.USAGE,
      message: expect.stringContaining('There is no folder'),
    })
    expect(await files()).toEqual([])
  })

  it('goes to a stream, and says at its end when it was short', async () => {
    const { output, text } = collector({})
    await downloadTo(client, job, output)
    expect(text()).toBe(BODY.toString())
    store((response) => void response.end('x'))
    await expect(downloadTo(client, job, output)).rejects.toMatchObject({
      exitCode: ExitCode.DAMAGED,
    })
  })

  it('repeats why there is no file, and that the store refuses', async () => {
    const gone = { code: 'FILE_EXPIRED', detail: 'Too late.', remedy: 'Ask again.' }
    store((response) => void response.writeHead(403).end('<Error/>'))
    await expect(downloadFile(client, job, { path: folder })).rejects.toMatchObject({
      exitCode: ExitCode.OUT_OF_REACH,
      problem: { code: 'STORAGE_UNAVAILABLE' },
    })
    api.on('GET /exports/', json(gone, 410))
    await expect(downloadFile(client, job, { path: folder })).rejects.toMatchObject({
      exitCode: ExitCode.EXPIRED,
      problem: gone,
    })
    const wrong = { code: 'WRONG_STATUS', detail: 'It failed.', remedy: 'Retry it.' }
    api.on('GET /exports/', json(wrong, 409))
    await expect(downloadFile(client, failedJob(), { path: folder })).rejects.toMatchObject({
      exitCode: ExitCode.CONFLICT,
      problem: wrong,
    })
    expect(await files()).toEqual([])
  })
})
