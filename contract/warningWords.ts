/** What a file could not hold as it is, in sentences. Kinds are those of docs/operating.md. */

/** Kinds that did not occur are left out. */
export function warningWords(warnings: Readonly<Record<string, number>>): string[] {
  return Object.entries(warnings)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => sentence(kind, count))
}

function sentence(kind: string, count: number): string {
  switch (kind) {
    case 'cellsCut':
      return `${counted(count, 'text')} cut, since the file type holds no longer ones.`
    case 'missingGlyphs':
      return `${counted(count, 'sign')} shown as �, since no font here has them.`
    case 'valuesLeftOut':
      return `${counted(count, 'value')} left empty, since the file type can’t hold them.`
    default:
      // A newer worker may count more than whoever shows it knows.
      return `${counted(count, 'loss', 'losses')} of the kind ${kind}.`
  }
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
