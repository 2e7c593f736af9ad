/** Small JSON files of a stack's directory, checked when they are read. */
import { readFile, rename, writeFile } from 'node:fs/promises'
import type { z } from 'zod'

/** Undefined when there is no such file. Throws when it holds something else. */
export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : schema.parse(JSON.parse(text))
}

/** Replaces the file as a whole, so that a crash never leaves half of it. Readable by the owner alone. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(value), { mode: 0o600 })
  await rename(`${path}.new`, path)
}
