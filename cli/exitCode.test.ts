import { readFile } from 'node:fs/promises'
import { expect, it } from '@jest/globals'
import { MEANINGS } from './exitCode.ts'

it('are told by docs/command-line.md as by --help', async () => {
  const page = await readFile(new URL('../docs/command-line.md', import.meta.url), 'utf8')
  const rows = [...page.matchAll(/^\| (\d+) \| (.+) \|$/gm)].map(([, code, words]) => [code, words])
  expect(Object.fromEntries(rows)).toEqual(MEANINGS)
})
