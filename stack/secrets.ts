/** Random passwords and keys of a stack, made once and kept in its directory, readable by its owner alone. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readJson, writeJson } from './jsonFile.ts'

const Secrets = z.record(z.string(), z.string())

/**
 * The secret of that name: 256 random bits, as many as the signature of a token asks for. Made at the
 * first call for the directory. Not for parallel calls.
 */
export async function secretOf(directory: string, name: string): Promise<string> {
  const path = join(directory, 'secrets.json')
  const secrets = (await readJson(path, Secrets)) ?? {}
  const known = secrets[name]
  if (known) return known
  const made = randomBytes(32).toString('base64url')
  await writeJson(path, { ...secrets, [name]: made })
  return made
}
