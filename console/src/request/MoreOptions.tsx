/** How the file is made: time zone, language, compression, and what its file type has of its own. */
import { assertNever, Compress, FileType } from '../../../contract/index.ts'
import { Section } from '../shared/Section.tsx'
import { type Option, SelectInput } from '../shared/SelectInput.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import { CsvFields, PdfFields, XlsxFields } from './FileTypeFields.tsx'
import type { FormPartProps } from './formPart.ts'

const COMPRESS = [
  { value: Compress.AUTO, label: 'When a CSV is large' },
  { value: Compress.ZIP, label: 'Always' },
  { value: Compress.NONE, label: 'Never' },
] as const

const FIELDS = [
  'timeZone',
  'compress',
  'options.locale',
  'options.csv',
  'options.xlsx',
  'options.pdf',
]

export function MoreOptions({ userTimeZone, ...part }: FormPartProps & { userTimeZone: string }) {
  const { form, errors, onChange } = part
  return (
    <Section
      title="More options"
      summary={form.timeZone || userTimeZone}
      hasErrors={FIELDS.some((field) => errors.of(field).length > 0)}
    >
      <div className="filters">
        <SelectInput
          label="Time zone"
          hint="Days are meant, and times shown, as there."
          value={form.timeZone}
          options={timeZones(userTimeZone, form.timeZone)}
          errors={errors.of('timeZone')}
          onChange={(timeZone) => onChange({ timeZone })}
        />
        <SelectInput
          label="Put into a ZIP archive"
          value={form.compress}
          options={COMPRESS}
          errors={errors.of('compress')}
          onChange={(compress) => onChange({ compress })}
        />
        <TextInput
          label="Language tag"
          hint="For example de-DE. Days are written as there; empty for 2026-03-29."
          value={form.locale}
          errors={errors.of('options.locale')}
          onChange={(locale) => onChange({ locale })}
        />
        <FileTypeFields {...part} />
      </div>
    </Section>
  )
}

function FileTypeFields(part: FormPartProps) {
  const { fileType } = part.form
  switch (fileType) {
    case FileType.CSV:
      return <CsvFields {...part} />
    case FileType.XLSX:
      return <XlsxFields {...part} />
    case FileType.PDF:
      return <PdfFields {...part} />
    default:
      return assertNever(fileType)
  }
}

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((value) => ({
  value,
  label: value,
}))

/** The user's own first; one that the browser does not list is kept. */
function timeZones(user: string, chosen: string): Option<string>[] {
  const isListed = chosen === '' || ZONES.some(({ value }) => value === chosen)
  return [
    { value: '', label: `Yours (${user})` },
    ...(isListed ? [] : [{ value: chosen, label: chosen }]),
    ...ZONES,
  ]
}
