/** `npm run docs`: writes docs/errors.md. */
import { writeFile } from 'node:fs/promises'
import { errorsReference } from './errors/index.ts'

await writeFile(new URL('../docs/errors.md', import.meta.url), errorsReference())
