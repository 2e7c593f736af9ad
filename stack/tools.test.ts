import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { madeOnce } from './tools.ts'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'connexus-tools-'))
})

afterEach(async () => {
  await rm(directory, { recursive: true })
})

const fillWith = (text: string) => async (folder: string) => {
  await writeFile(join(folder, 'program'), text)
}

test('makes a folder once, also when it is asked for at the same time', async () => {
  const target = join(directory, 'tools', 'one')
  await Promise.all([madeOnce(target, fillWith('same')), madeOnce(target, fillWith('same'))])
  await madeOnce(target, fillWith('other'))
  expect(await readFile(join(target, 'program'), 'utf8')).toBe('same')
  expect(await readdir(join(directory, 'tools'))).toEqual(['one'])
})

test('leaves nothing of a folder that could not be made whole', async () => {
  const failing = madeOnce(join(directory, 'half'), async (folder) => {
    await fillWith('half')(folder)
    throw new Error('The disk is full.')
  })
  await expect(failing).rejects.toThrow('The disk is full.')
  expect(await readdir(directory)).toEqual([])
})
