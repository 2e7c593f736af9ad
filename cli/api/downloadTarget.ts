/**
 * Where a file that is fetched is put. Replaces none without being told to, and lies in the folder
 * that was named, whatever the API calls the file.
 */
import { access, constants, link, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type CommandFailure, notWritten, wrongUsage } from '../commandFailure.ts'
import { plain } from '../output/text.ts'

export interface DownloadTarget {
  /** A file, a folder, or undefined for the file's own name in the current folder. */
  path?: string | undefined
  /** Whether a file of that name is replaced. */
  force?: boolean | undefined
}

/** @throws CommandFailure where a file of that name must stay, or its folder can't take one. */
export async function checkTarget({ path = '.', force }: DownloadTarget): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found && !found.isDirectory() && !force) throw inTheWay(path)
  const folder = found?.isDirectory() === true || namesFolder(path) ? path : dirname(path)
  const isFolder = (await stat(folder).catch(() => undefined))?.isDirectory() === true
  if (!isFolder) {
    throw wrongUsage(`There is no folder ${folder}.`, 'Make it, or give another path.')
  }
  await access(folder, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    throw unwritable(error)
  })
}

function namesFolder(path: string): boolean {
  return /[/\\]$/.test(path)
}

/** The whole path of a file that the API calls `name`. */
export async function pathOf({ path }: DownloadTarget, name: string): Promise<string> {
  // It must not lead to another folder, nor steer the terminal of who lists this one.
  const safe = plain(name.replace(/^.*[/\\]/s, ''), '_').replace(/^\.+/, '') || 'export'
  if (path === undefined) return safe
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() === true || namesFolder(path) ? join(path, safe) : path
}

/** A hard link never replaces what has come to stand there meanwhile; not every disk knows them. */
export async function publish(
  temporary: string,
  target: string,
  { force }: DownloadTarget,
): Promise<void> {
  if (force) return await rename(temporary, target)
  try {
    await link(temporary, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw inTheWay(target)
    await rename(temporary, target)
  }
}

/** What the disk says of a path that can't be right. */
const WRONG_PATH = ['EACCES', 'EISDIR', 'ENAMETOOLONG', 'ENOENT', 'ENOTDIR', 'EPERM', 'EROFS']

export function unwritable(error: NodeJS.ErrnoException): CommandFailure {
  return WRONG_PATH.includes(error.code ?? '')
    ? wrongUsage(`The file can't be written (${error.message}).`, 'Give another path.')
    : notWritten('The file', error)
}

function inTheWay(path: string): CommandFailure {
  return wrongUsage(`${path} is there already.`, 'Give --force to replace it, or another path.')
}
