/** Names of sheets that Excel accepts, made from a title. */

const MAX_UNITS = 31
const FALLBACK = 'Export'
/** Excel keeps this name for itself. */
const RESERVED = 'history'
/** Begins what Excel would read as one sign, `_x0041_` as `A`; exceljs does not escape it. */
const ESCAPE = /_(?=x[\dA-Fa-f]{4}_)/g
const FORBIDDEN = /[*?:\\/[\]\p{Cc}\uFFFE\uFFFF]+/gu

/** One name a sheet: the title's, then `NAME (2)` and so on; unique without regard to case. */
export function sheetNames(title: string, count: number): string[] {
  const base = baseName(title)
  const names: string[] = []
  const taken = new Set<string>()
  for (let number = 1; names.length < count; number += 1) {
    const suffix = number === 1 ? '' : ` (${number})`
    const name = cut(base, MAX_UNITS - suffix.length) + suffix
    // A title may itself end with a number that comes up here.
    if (taken.has(name.toLowerCase())) continue
    taken.add(name.toLowerCase())
    names.push(name)
  }
  return names
}

/** Whether a sheet's name can show the whole title. */
export function canNameSheet(title: string): boolean {
  return baseName(title) === title
}

function baseName(title: string): string {
  const allowed = title.toWellFormed().replace(FORBIDDEN, ' ').replace(/\s+/g, ' ')
  // exceljs does not double apostrophes in references to a sheet, which Excel then calls corrupt.
  const plain = trimName(allowed).replaceAll("'", '’').replaceAll(ESCAPE, '-')
  const name = cut(plain, MAX_UNITS)
  if (name === '') return FALLBACK
  return name.toLowerCase() === RESERVED ? `${name}_` : name
}

function cut(name: string, units: number): string {
  const end = /[\uD800-\uDBFF]/.test(name.charAt(units - 1)) ? units - 1 : units
  return trimName(name.slice(0, end))
}

/** A name must neither start nor end with an apostrophe. */
function trimName(name: string): string {
  return name.replace(/^[\s']+|[\s']+$/g, '')
}
