/**
 * Rows like the sample's scopes of work, made from their number alone. Their texts are such as every
 * contestant writes alike: none that our formats disarm, escape or cut.
 */
import { type ExportColumn, ExportRequestType } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import { handlerOf } from '../../handlers/index.ts'
import {
  FAMILY_NAMES,
  GIVEN_NAMES,
  ODD_TEXTS,
  PLACES,
  SERVICES,
  SUBJECTS,
} from '../../stack/sample/texts.ts'

/** In which scripts texts are: those of the sample, or those that a single font has. */
export type Scripts = 'all' | 'european'

export interface Table {
  /** Names its folder. */
  name: string
  columns: ExportColumn[]
  rows: number
  /** Cells of a row, counted from 0, as `RowBlockBuilder` takes them. */
  rowAt(row: number): Cell[]
}

const STATUSES = ['Active', 'Active', 'Active', 'Draft', 'Pending approval', 'Archived']
/** Every fiftieth title is an odd one, as in the sample. */
const ODD_EVERY = 50
const NEWEST = Date.parse('2026-10-31T12:00:00Z')
const SECONDS = 220_000_000
const CHANGED_WITHIN = 17_280_000

/** Outer and unseen space, control signs, non-characters, and what may be a formula. */
const TREATED =
  /^$|^[\s'=+\-@]|[;\t\n]["\t ]*[=+\-@]|\s$|^\\|(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFE\uFFFF]|_x/u
const EUROPEAN = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{P}\s<>+=$|]+$/u
/** What fonts put together from several glyphs, and PDFs then tell of in different ways. */
const COMPOSED = /[\u1E00-\u1EFF\uFB00-\uFB06]/

/** The default columns of scopes of work. */
export function scopesOfWork(rows: number, scripts: Scripts): Table {
  const fits = (text: string) =>
    !TREATED.test(text) && (scripts === 'all' || (EUROPEAN.test(text) && !COMPOSED.test(text)))
  const subjects = SUBJECTS.filter(fits)
  const places = PLACES.filter(fits)
  const given = GIVEN_NAMES.filter(fits)
  const family = FAMILY_NAMES.filter(fits)
  const odd = ODD_TEXTS.filter(fits)
  const title = (row: number): string => {
    if (row % ODD_EVERY === 0) return pick(odd, row / ODD_EVERY, 1)
    const end = ['', '', ` ${2018 + number(row, 2, 9)}`, `, phase ${1 + number(row, 3, 4)}`]
    return `${pick(subjects, row, 4)}, ${pick(places, row, 5)}${pick(end, row, 6)}`
  }
  // 150 people write, as in the sample.
  const person = (row: number, salt: number): string => {
    const who = number(row, salt, 150)
    return `${pick(given, who, 7)} ${pick(family, who, 8)}`
  }
  return {
    name: `scopes-${scripts}-${rows}`,
    columns: handlerOf(ExportRequestType.SOW)
      .columns()
      .filter(({ isDefault }) => isDefault)
      .map(({ key, heading, type }) => ({ key, heading, type })),
    rows,
    rowAt(row) {
      const created = NEWEST - (CHANGED_WITHIN + number(row, 9, SECONDS)) * 1000
      const isChanged = number(row, 10, 3) > 0
      return [
        pick(SERVICES, row, 11),
        title(row),
        person(row, 12),
        created,
        isChanged ? person(row, 13) : null,
        isChanged ? created + number(row, 14, CHANGED_WITHIN) * 1000 : created,
        pick(STATUSES, row, 15),
      ]
    },
  }
}

/** A number from 0 to `bound` - 1 that looks random; each use has a salt of its own. */
export function number(row: number, salt: number, bound: number): number {
  let mixed = Math.imul(row ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x27d4eb2f)
  return ((mixed ^ (mixed >>> 15)) >>> 0) % bound
}

export function pick<Item>(items: readonly Item[], row: number, salt: number): Item {
  const item = items[number(row, salt, items.length)]
  if (item === undefined) throw new Error('There is nothing to pick from')
  return item
}
