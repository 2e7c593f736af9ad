/** What a file could not hold as it is, in words. Kinds are those of docs/operating.md. */
import { counted } from '../shared/format.ts'
import { wordsOfName } from '../shared/words.ts'

export function warningWords(warnings: Readonly<Record<string, number>>): string[] {
  return Object.entries(warnings)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => wordsOf(kind, count))
}

function wordsOf(kind: string, count: number): string {
  switch (kind) {
    case 'cellsCut':
      return `${counted(count, 'text')} cut, since the file type holds no longer ones.`
    case 'missingGlyphs':
      return `${counted(count, 'sign')} shown as �, since no font here has them.`
    case 'valuesLeftOut':
      return `${counted(count, 'value')} left empty, since the file type can’t hold them.`
    default:
      return `${wordsOfName(kind)}: ${count}.`
  }
}
