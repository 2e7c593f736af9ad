import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { isPageStale } from './consolePage.ts'

let project: string

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'connexus-page-'))
  for (const path of ['contract/kinds.ts', 'console/parts/list.ts', 'package-lock.json']) {
    await write(path)
  }
})

afterEach(async () => {
  await rm(project, { recursive: true })
})

async function write(path: string): Promise<void> {
  await mkdir(dirname(join(project, path)), { recursive: true })
  await writeFile(join(project, path), '')
}

/** As if it had been changed in a minute from now. */
async function changeLater(path: string): Promise<void> {
  const later = new Date(Date.now() + 60_000)
  await utimes(join(project, path), later, later)
}

test('asks for a first build, and for no second one while nothing is changed', async () => {
  expect(await isPageStale(project)).toBe(true)
  await write('console/dist/index.html')
  expect(await isPageStale(project)).toBe(false)
  await changeLater('console/dist')
  expect(await isPageStale(project)).toBe(false)
})

test.each([
  ['a source', 'console/parts/list.ts'],
  ['what a source takes from the contract', 'contract/kinds.ts'],
  ['a folder, as when a source is removed from it', 'console/parts'],
  ['the packages', 'package-lock.json'],
])('asks for another build after a change of %s', async (_, path) => {
  await write('console/dist/index.html')
  await changeLater(path)
  expect(await isPageStale(project)).toBe(true)
})
