import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { writeEnvFile } from './envFile.ts'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'connexus-env-'))
})

afterEach(async () => {
  await rm(directory, { recursive: true })
})

const VALUES = {
  DATABASE_URL: 'postgres://connexus:p$a`ss#w"rd@127.0.0.1:5432/connexus?a=1&b=2',
  SPACES: ' two  words ',
  BACKSLASH: 'a\\nb',
  EMPTY: '',
}

test('writes what a shell and a dotenv parser read as the same values', async () => {
  const path = join(directory, 'env')
  await writeEnvFile(path, VALUES)
  expect(parseEnv(await readFile(path, 'utf8'))).toEqual(VALUES)
  const names = Object.keys(VALUES)
  const print = names.map((name) => `printf '%s\\n' "$${name}"`).join('; ')
  const output = execFileSync('sh', ['-c', `set -a; . "$0"; ${print}`, path], { encoding: 'utf8' })
  expect(output).toBe(names.map((_, index) => `${Object.values(VALUES)[index]}\n`).join(''))
})

test('lets nobody but its owner read the file', async () => {
  const path = join(directory, 'env')
  await writeEnvFile(path, VALUES)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('refuses a value that only one of them could read', async () => {
  const written = writeEnvFile(join(directory, 'env'), { NAME: "it's" })
  await expect(written).rejects.toThrow('NAME holds a quote')
})
