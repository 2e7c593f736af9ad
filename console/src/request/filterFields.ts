/**
 * A form's field for each filter, made of the filter's JSON Schema. A schema of a kind that is not
 * known here becomes a text field, so that a new filter can be used before this page knows it.
 */
import type { ExportTypeDescription, FilterDescription } from '../../../contract/index.ts'
import { wordsOfName } from '../shared/words.ts'

export const FieldKind = {
  TEXT: 'TEXT',
  /** Some of a few known values. */
  OPTIONS: 'OPTIONS',
  DAY: 'DAY',
  /** Yes, no, or any. */
  FLAG: 'FLAG',
  DECIMAL: 'DECIMAL',
  /** Ids, typed or pasted. */
  IDS: 'IDS',
  /** Some of many values, which the API finds by their names. */
  CHOICES: 'CHOICES',
} as const
export type FieldKind = (typeof FieldKind)[keyof typeof FieldKind]

export interface FilterField {
  name: string
  kind: FieldKind
  label: string
  /** What rows the filter lets through, and what to give. */
  hint: string
  /** Of OPTIONS, else empty. */
  options: readonly string[]
  /** Characters; null for no limit. */
  maxLength: number | null
}

export function filterFields({ columns, filters }: ExportTypeDescription): FilterField[] {
  const headings = columns.map(({ heading }) => heading)
  return filters.map((filter) => {
    const alternatives = alternativesOf(filter.allowed)
    const kind = kindOf(filter, alternatives)
    return {
      name: filter.name,
      kind,
      label: labelOf(filter, kind, headings),
      hint: hintOf(filter, kind),
      options: kind === FieldKind.OPTIONS ? optionsOf(alternatives) : [],
      maxLength: lengthOf(alternatives),
    }
  })
}

type Schema = Readonly<Record<string, unknown>>

/** The schema, what it allows instead, and what its lists are made of. */
function alternativesOf(schema: Schema): Schema[] {
  const inner = [...listOf(schema['anyOf']), schema['items']].filter(isSchema)
  return [schema, ...inner.flatMap(alternativesOf)]
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kindOf({ choices }: FilterDescription, alternatives: readonly Schema[]): FieldKind {
  const some = (keyword: string, value: string) =>
    alternatives.some((schema) => schema[keyword] === value)
  if (optionsOf(alternatives).length > 0) return FieldKind.OPTIONS
  if (choices) return FieldKind.CHOICES
  if (some('type', 'boolean')) return FieldKind.FLAG
  if (some('format', 'date')) return FieldKind.DAY
  if (some('format', 'uuid')) return FieldKind.IDS
  if (some('type', 'number')) return FieldKind.DECIMAL
  return FieldKind.TEXT
}

function optionsOf(alternatives: readonly Schema[]): string[] {
  const values = alternatives.flatMap((schema) => listOf(schema['enum']))
  return [...new Set(values.filter((value) => typeof value === 'string'))]
}

function lengthOf(alternatives: readonly Schema[]): number | null {
  const lengths = alternatives.map((schema) => schema['maxLength'])
  return lengths.find((length) => typeof length === 'number') ?? null
}

/** What to give as a text the field itself bounds; that sentence is for other callers of the API. */
function hintOf({ description }: FilterDescription, kind: FieldKind): string {
  return kind === FieldKind.TEXT ? description.replace(/ Give .*$/, '') : description
}

const SUFFIXES = { From: 'from', To: 'to', Min: 'at least', Max: 'at most' } as const

/** Descriptions begin with the heading of the column that is looked at: the word that people know. */
function labelOf(filter: FilterDescription, kind: FieldKind, headings: readonly string[]): string {
  if (kind === FieldKind.TEXT) return wordsOfName(filter.name)
  const heading = headings
    .filter((candidate) => filter.description.startsWith(`${candidate} `))
    .reduce((longest, found) => (found.length > longest.length ? found : longest), '')
  if (heading === '') return wordsOfName(filter.name)
  if (kind === FieldKind.IDS && !heading.endsWith(' Id')) return `${heading} (ids)`
  const suffix = Object.entries(SUFFIXES).find(([end]) => filter.name.endsWith(end))?.[1]
  return suffix ? `${heading} ${suffix}` : heading
}
