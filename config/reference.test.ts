import { readFile } from 'node:fs/promises'
import { expect, it } from '@jest/globals'
import { settingsReference } from './reference.ts'

it('describes every setting in docs/settings.md as the code has it', async () => {
  const page = await readFile(new URL('../docs/settings.md', import.meta.url), 'utf8')
  expect(page).toBe(settingsReference())
})
