/** The request that a form stands for. What is as by default is left out, so that it stays so. */
import {
  type ColumnChoice,
  Compress,
  type ExportRequest,
  type ExportTypeDescription,
  FileType,
  type FormatOptions,
  Notify,
} from '../../../contract/index.ts'
import {
  DEFAULT_CSV,
  DEFAULT_PDF,
  defaultColumns,
  type ExportForm,
  type FilterValue,
} from './exportForm.ts'
import { FieldKind, filterFields } from './filterFields.ts'

export function requestOf(form: ExportForm, type: ExportTypeDescription): ExportRequest {
  const filters = chosenFilters(form, type)
  const columns = chosenColumns(form, type)
  const options = chosenOptions(form)
  const title = form.title.trim()
  return {
    type: form.type,
    fileType: form.fileType,
    ...(filters ? { filters } : {}),
    ...(columns ? { columns } : {}),
    ...(form.sort.length > 0 ? { sort: [...form.sort] } : {}),
    ...(form.timeZone ? { timeZone: form.timeZone } : {}),
    ...(title ? { title } : {}),
    ...(form.compress === Compress.AUTO ? {} : { compress: form.compress }),
    ...(options ? { options } : {}),
    ...(form.notify === Notify.MAIL ? {} : { notify: form.notify }),
    ...(form.reuseWithin ? { reuseWithin: Number(form.reuseWithin) } : {}),
  }
}

function chosenFilters(
  { filters }: ExportForm,
  type: ExportTypeDescription,
): Record<string, unknown> | undefined {
  const given = filterFields(type).flatMap(({ name, kind }) => {
    const value = valueOf(kind, filters[name] ?? '')
    return value === undefined ? [] : [[name, value] as const]
  })
  return given.length > 0 ? Object.fromEntries(given) : undefined
}

function valueOf(kind: FieldKind, value: FilterValue): unknown {
  if (typeof value !== 'string') return value.length > 0 ? value : undefined
  const text = value.trim()
  if (text === '') return undefined
  if (kind === FieldKind.FLAG) return text === 'true'
  if (kind === FieldKind.IDS) return text.split(/[\s,;]+/).filter(Boolean)
  return text
}

/** Undefined where they are those of a request that names none. */
function chosenColumns(
  { columns }: ExportForm,
  type: ExportTypeDescription,
): ColumnChoice[] | undefined {
  const headings = new Map(type.columns.map(({ key, heading }) => [key, heading]))
  const chosen = columns
    .filter(({ isChosen }) => isChosen)
    .map(({ key, heading }) => (headings.get(key) === heading ? key : { key, heading }))
  const usual = defaultColumns(type).flatMap(({ key, isChosen }) => (isChosen ? [key] : []))
  const isUsual =
    chosen.length === usual.length && chosen.every((choice, index) => choice === usual[index])
  return isUsual ? undefined : chosen
}

/** Those of the file type that is asked for, alone. */
function chosenOptions({ fileType, locale, csv, titleRow, pdf }: ExportForm) {
  const options: FormatOptions = {
    ...(locale.trim() ? { locale: locale.trim() } : {}),
    ...(fileType === FileType.CSV ? named('csv', differing(csv, DEFAULT_CSV)) : {}),
    ...(fileType === FileType.PDF ? named('pdf', differing(pdf, DEFAULT_PDF)) : {}),
    ...(fileType === FileType.XLSX && titleRow !== 'auto'
      ? { xlsx: { titleRow: titleRow === 'yes' } }
      : {}),
  }
  return Object.keys(options).length > 0 ? options : undefined
}

function named(name: 'csv' | 'pdf', value: object): FormatOptions {
  return Object.keys(value).length > 0 ? { [name]: value } : {}
}

/** The entries that are not as by default. */
function differing<Values extends object>(values: Values, defaults: Values): Partial<Values> {
  const usual = new Map<string, unknown>(Object.entries(defaults))
  const entries = Object.entries(values).filter(([key, value]) => value !== usual.get(key))
  return Object.fromEntries(entries) as Partial<Values>
}
