import { readdir, readFile } from 'node:fs/promises'
import { expect, it } from '@jest/globals'
import { exportTypePages } from './reference.ts'

const FOLDER = new URL('../docs/export-types/', import.meta.url)

it('describes every export type in docs/export-types as the code has it', async () => {
  const names = await readdir(FOLDER)
  const pages = await Promise.all(
    names.map(async (name) => [name, await readFile(new URL(name, FOLDER), 'utf8')] as const),
  )
  expect(new Map(pages)).toEqual(exportTypePages())
})
