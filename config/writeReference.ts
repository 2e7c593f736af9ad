/** `npm run docs`: writes docs/settings.md. */
import { writeFile } from 'node:fs/promises'
import { settingsReference } from './reference.ts'

await writeFile(new URL('../docs/settings.md', import.meta.url), settingsReference())
