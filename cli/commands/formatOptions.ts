/** `--option csv.delimiter=';'`: what a file type can be told. */
import type { FormatOptions } from '../../contract/index.ts'
import { wrongUsage } from '../commandFailure.ts'
import { parseAssignments } from './filters.ts'

/** Every option, by its path. The API ignores others, so that a slip of the pen is told here. */
const SWITCHES = ['csv.byteOrderMark', 'csv.formulaGuard', 'xlsx.titleRow'] as const
const TEXTS = ['locale', 'csv.delimiter', 'pdf.paper', 'pdf.orientation'] as const
const PATHS: readonly string[] = [...TEXTS, ...SWITCHES]

/**
 * `base` with what is assigned. Values are checked by the API, but for switches, which are `true` or
 * `false`.
 */
export function parseFormatOptions(
  assignments: readonly string[],
  base: FormatOptions = {},
): FormatOptions {
  const options: Record<string, unknown> = { ...base }
  for (const [path, texts] of parseAssignments('--option', assignments)) {
    const [group = '', name] = path.split('.')
    const value = valueOf(path, texts.at(-1) ?? '')
    options[group] = name === undefined ? value : withEntry(options[group], name, value)
  }
  return options
}

function valueOf(path: string, text: string): unknown {
  if (!PATHS.includes(path)) {
    throw wrongUsage(`There is no option ${path}.`, `Options are ${PATHS.join(', ')}.`)
  }
  if (!SWITCHES.some((known) => known === path)) return text === '\\t' ? '\t' : text
  if (text !== 'true' && text !== 'false') {
    throw wrongUsage(`The option ${path} can't be "${text}".`, 'Give true or false.')
  }
  return text === 'true'
}

function withEntry(group: unknown, name: string, value: unknown): object {
  return typeof group === 'object' ? { ...group, [name]: value } : { [name]: value }
}
