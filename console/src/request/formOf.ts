/** The form that stands for a request: what it takes to ask for the same again, or for less. */
import {
  Compress,
  type ExportRequest,
  type ExportTypeDescription,
  Notify,
} from '../../../contract/index.ts'
import {
  DEFAULT_CSV,
  DEFAULT_PDF,
  defaultColumns,
  type ExportForm,
  emptyForm,
  type FilterValue,
  type FormColumn,
} from './exportForm.ts'
import { FieldKind, type FilterField, filterFields } from './filterFields.ts'

/** Filters and columns that the type no longer has are left out; `leftOutOf` tells which. */
export function formOf(request: ExportRequest, type: ExportTypeDescription): ExportForm {
  const { title, sort, timeZone, compress, options, notify, reuseWithin } = request
  const known = new Set(type.columns.map(({ key }) => key))
  return {
    ...emptyForm(type),
    fileType: request.fileType,
    title: title ?? '',
    columns: columnsOf(request, type),
    sort: (sort ?? []).filter(({ column }) => known.has(column)),
    filters: filtersOf(request, type),
    timeZone: timeZone ?? '',
    compress: compress ?? Compress.AUTO,
    locale: options?.locale ?? '',
    csv: { ...DEFAULT_CSV, ...options?.csv },
    titleRow: titleRowOf(options?.xlsx?.titleRow),
    pdf: { ...DEFAULT_PDF, ...options?.pdf },
    notify: notify ?? Notify.MAIL,
    reuseWithin: reuseWithin === undefined ? '' : String(reuseWithin),
  }
}

function titleRowOf(titleRow: boolean | undefined): ExportForm['titleRow'] {
  if (titleRow === undefined) return 'auto'
  return titleRow ? 'yes' : 'no'
}

/** Those that are chosen first, as they were ordered; the others behind. The usual where none is left. */
function columnsOf({ columns }: ExportRequest, type: ExportTypeDescription): FormColumn[] {
  const all = defaultColumns(type)
  if (!columns) return all
  const chosen = columns.flatMap((choice) => {
    const { key, heading } =
      typeof choice === 'string' ? { key: choice, heading: undefined } : choice
    const column = all.find((candidate) => candidate.key === key)
    return column ? [{ key, heading: heading ?? column.heading, isChosen: true }] : []
  })
  if (chosen.length === 0) return all
  const keys = new Set(chosen.map(({ key }) => key))
  const others = all.filter(({ key }) => !keys.has(key))
  return [...chosen, ...others.map((column) => ({ ...column, isChosen: false }))]
}

function filtersOf(
  { filters = {} }: ExportRequest,
  type: ExportTypeDescription,
): Record<string, FilterValue> {
  const values = filterFields(type).map(
    (field) => [field.name, shownAs(field, filters[field.name])] as const,
  )
  return Object.fromEntries(values.filter(([, value]) => value.length > 0))
}

function shownAs({ kind, options }: FilterField, value: unknown): FilterValue {
  if (value === undefined || value === null || value === '') return ''
  const texts = (Array.isArray(value) ? value : [value]).map(String)
  if (kind === FieldKind.OPTIONS) return texts.filter((text) => options.includes(text))
  if (kind === FieldKind.CHOICES) return texts
  return texts.join('\n')
}
