/**
 * How the file is made: time zone, language, compression, and what its file type has of its own; and
 * whether its requester is told.
 */
import { assertNever, Compress, FileType, Notify } from '../../../contract/index.ts'
import { CheckInput } from '../shared/CheckInput.tsx'
import { Section } from '../shared/Section.tsx'
import { SelectInput } from '../shared/SelectInput.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import { TimeZoneInput } from '../shared/TimeZoneInput.tsx'
import { CsvFields, PdfFields, XlsxFields } from './FileTypeFields.tsx'
import type { FormPartProps } from './formPart.ts'
import { ReuseInput } from './ReuseInput.tsx'

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
  'notify',
  'reuseWithin',
]

export interface MoreOptionsProps extends FormPartProps {
  userTimeZone: string
  /** Whether a file that is there already may do. */
  mayReuse: boolean
}

export function MoreOptions({ userTimeZone, mayReuse, ...part }: MoreOptionsProps) {
  const { form, errors, onChange } = part
  return (
    <Section
      title="More options"
      summary={form.timeZone || userTimeZone}
      hasErrors={FIELDS.some((field) => errors.of(field).length > 0)}
    >
      <div className="filters">
        <TimeZoneInput
          label="Time zone"
          hint="Days are meant, and times shown, as there."
          value={form.timeZone}
          userTimeZone={userTimeZone}
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
        <MailInput {...part} />
        {mayReuse ? <ReuseInput {...part} /> : null}
      </div>
    </Section>
  )
}

function MailInput({ form, onChange }: FormPartProps) {
  return (
    <CheckInput
      label="Mail me when it is ready"
      isChecked={form.notify === Notify.MAIL}
      onChange={(isTold) => onChange({ notify: isTold ? Notify.MAIL : Notify.NONE })}
    />
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
