/** Options that one file type alone has. */
import { CheckInput } from '../shared/CheckInput.tsx'
import { SelectInput } from '../shared/SelectInput.tsx'
import type { FormPartProps } from './formPart.ts'

const DELIMITERS = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
] as const
const TITLE_ROW = [
  { value: 'auto', label: 'When needed' },
  { value: 'yes', label: 'Always' },
  { value: 'no', label: 'Never' },
] as const
const PAPER = [
  { value: 'A4', label: 'A4' },
  { value: 'LETTER', label: 'Letter' },
] as const
const ORIENTATION = [
  { value: 'auto', label: 'By the table’s width' },
  { value: 'portrait', label: 'Portrait' },
  { value: 'landscape', label: 'Landscape' },
] as const

export function CsvFields({ form: { csv }, errors, onChange }: FormPartProps) {
  const change = (changes: Partial<typeof csv>) => onChange({ csv: { ...csv, ...changes } })
  return (
    <>
      <SelectInput
        label="Delimiter"
        value={csv.delimiter}
        options={DELIMITERS}
        errors={errors.of('options.csv')}
        onChange={(delimiter) => change({ delimiter })}
      />
      <CheckInput
        label="Byte-order mark"
        hint="Excel needs it to show accents when it opens the file."
        isChecked={csv.byteOrderMark}
        onChange={(byteOrderMark) => change({ byteOrderMark })}
      />
      <CheckInput
        label="Formula guard"
        hint="Text that a spreadsheet would run as a formula gets an apostrophe before it."
        isChecked={csv.formulaGuard}
        onChange={(formulaGuard) => change({ formulaGuard })}
      />
    </>
  )
}

export function XlsxFields({ form: { titleRow }, errors, onChange }: FormPartProps) {
  return (
    <SelectInput
      label="Title above the header"
      hint="Needed where the sheet’s name can’t show the whole title."
      value={titleRow}
      options={TITLE_ROW}
      errors={errors.of('options.xlsx')}
      onChange={(chosen) => onChange({ titleRow: chosen })}
    />
  )
}

export function PdfFields({ form: { pdf }, errors, onChange }: FormPartProps) {
  return (
    <>
      <SelectInput
        label="Paper"
        value={pdf.paper}
        options={PAPER}
        errors={errors.of('options.pdf')}
        onChange={(paper) => onChange({ pdf: { ...pdf, paper } })}
      />
      <SelectInput
        label="Orientation"
        value={pdf.orientation}
        options={ORIENTATION}
        onChange={(orientation) => onChange({ pdf: { ...pdf, orientation } })}
      />
    </>
  )
}
