/** `--columns` and `--sort`: lists by commas, as a request has them. */
import type { ColumnChoice, SortChoice } from '../../contract/index.ts'
import { wrongUsage } from '../commandFailure.ts'

/** `a,b=Heading`. A comma or `=` within a heading is written `\,` and `\=`. */
export function parseColumns(text: string): ColumnChoice[] {
  return parts(text, ',').map((part) => {
    const [key = '', ...heading] = parts(part, '=')
    if (key === '') throw wrongUsage('--columns names an empty column.', 'Give it as a,b=Heading.')
    if (heading.length === 0) return unescaped(key)
    return { key: unescaped(key), heading: unescaped(heading.join('=')) }
  })
}

/** `column`, `column:asc` or `column:desc`, several by commas. */
export function parseSort(text: string): SortChoice[] {
  return parts(text, ',').map((part) => {
    const [, column = '', direction = 'asc'] = /^(.*?)(?::(asc|desc))?$/i.exec(part) ?? []
    if (column === '' || column.includes(':')) {
      throw wrongUsage(`--sort can't read "${part}".`, 'Give column:asc or column:desc, by commas.')
    }
    return { column, direction: direction.toLowerCase() === 'desc' ? 'DESC' : 'ASC' }
  })
}

/** Parts at the separators before which no backslash stands; backslashes are kept. */
function parts(text: string, separator: ',' | '='): string[] {
  return text.split(separator === ',' ? /(?<!\\),/ : /(?<!\\)=/)
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([,=\\])/g, '$1')
}
