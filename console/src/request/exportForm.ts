/** What the form "New export" holds, as its fields show it. Plain data; nothing here is checked. */
import {
  Compress,
  type CsvOptions,
  type ExportRequestType,
  type ExportTypeDescription,
  FileType,
  Notify,
  type PdfOptions,
  type SortChoice,
} from '../../../contract/index.ts'

export interface FormColumn {
  key: string
  heading: string
  isChosen: boolean
}

/** Texts of the field; a list of those that are chosen where several can be. `''` is absent. */
export type FilterValue = string | readonly string[]

export interface ExportForm {
  type: ExportRequestType
  fileType: FileType
  /** `''` for the type's own. */
  title: string
  /** All columns of the type, in the order wanted. */
  columns: readonly FormColumn[]
  /** Empty for the default order. */
  sort: readonly SortChoice[]
  filters: Readonly<Record<string, FilterValue>>
  /** `''` for the user's. */
  timeZone: string
  compress: Compress
  /** `''` for none. */
  locale: string
  csv: Readonly<Required<CsvOptions>>
  /** `auto`: where the sheet's name can't show the title. */
  titleRow: 'auto' | 'yes' | 'no'
  pdf: Readonly<Required<PdfOptions>>
  notify: Notify
  /** Seconds; `''` where rows are read anew. */
  reuseWithin: string
}

export const DEFAULT_CSV: ExportForm['csv'] = {
  delimiter: ',',
  byteOrderMark: true,
  formulaGuard: true,
}
export const DEFAULT_PDF: ExportForm['pdf'] = { paper: 'A4', orientation: 'auto' }

export function emptyForm(type: ExportTypeDescription): ExportForm {
  return {
    type: type.type,
    fileType: FileType.XLSX,
    title: '',
    columns: defaultColumns(type),
    sort: [],
    filters: {},
    timeZone: '',
    compress: Compress.AUTO,
    locale: '',
    csv: DEFAULT_CSV,
    titleRow: 'auto',
    pdf: DEFAULT_PDF,
    notify: Notify.MAIL,
    reuseWithin: '',
  }
}

/** Another type has other columns and filters; what concerns the file stays. */
export function withType(form: ExportForm, type: ExportTypeDescription): ExportForm {
  return {
    ...form,
    type: type.type,
    title: '',
    columns: defaultColumns(type),
    sort: [],
    filters: {},
  }
}

/** Every column in default order, those chosen that are exported without a choice. */
export function defaultColumns({ columns }: ExportTypeDescription): FormColumn[] {
  return columns.map(({ key, heading, isDefault }) => ({ key, heading, isChosen: isDefault }))
}

/** Filters that are given something. */
export function filtersSet({ filters }: ExportForm): number {
  return Object.values(filters).filter((value) => value.length > 0).length
}
