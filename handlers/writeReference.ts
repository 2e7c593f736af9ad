/** `npm run docs`: writes docs/export-types/. */
import { mkdir, writeFile } from 'node:fs/promises'
import { exportTypePages } from './reference.ts'

const folder = new URL('../docs/export-types/', import.meta.url)
await mkdir(folder, { recursive: true })
for (const [name, page] of exportTypePages()) await writeFile(new URL(name, folder), page)
