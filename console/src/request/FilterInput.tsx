/** The control for one filter, by the kind of its field. */
import { assertNever, type ExportRequestType } from '../../../contract/index.ts'
import { SelectInput } from '../shared/SelectInput.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import { wordsOfCode } from '../shared/words.ts'
import { ChoicesInput } from './ChoicesInput.tsx'
import { isDay } from './dayRange.ts'
import type { FilterValue } from './exportForm.ts'
import { FieldKind, type FilterField } from './filterFields.ts'
import { OptionsInput } from './OptionsInput.tsx'

export interface FilterInputProps {
  type: ExportRequestType
  field: FilterField
  value: FilterValue
  errors: readonly string[]
  /** What is odd about the value, though it may be. */
  remark: string | undefined
  onChange: (value: FilterValue) => void
}

const FLAGS = [
  { value: '', label: 'Any' },
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
] as const

export function FilterInput({ type, field, value, errors, remark, onChange }: FilterInputProps) {
  const { kind, label, hint, maxLength } = field
  const text = typeof value === 'string' ? value : value.join('\n')
  const list = typeof value === 'string' ? [] : value
  const common = { label, errors, onChange }
  switch (kind) {
    case FieldKind.TEXT:
      return (
        <TextInput
          {...common}
          type="search"
          value={text}
          hint={hint}
          maxLength={maxLength}
          isWide
        />
      )
    case FieldKind.DAY:
      return (
        <TextInput
          {...common}
          type={isDayOrNone(text) ? 'date' : 'text'}
          value={text}
          remark={remark}
        />
      )
    case FieldKind.DECIMAL:
      return <TextInput {...common} inputMode="decimal" value={text} />
    case FieldKind.FLAG:
      return <SelectInput {...common} value={flagOf(text)} options={FLAGS} />
    case FieldKind.OPTIONS:
      return (
        <OptionsInput
          {...common}
          chosen={list}
          options={field.options.map((option) => ({ value: option, label: wordsOfCode(option) }))}
        />
      )
    case FieldKind.IDS:
      return <TextInput {...common} value={text} lines={2} hint={hint} isWide />
    case FieldKind.CHOICES:
      return <ChoicesInput {...common} type={type} filter={field.name} chosen={list} />
    default:
      return assertNever(kind)
  }
}

/** A date field shows days alone; an instant of a job that is asked for again is kept as text. */
function isDayOrNone(text: string): boolean {
  return text === '' || isDay(text)
}

function flagOf(text: string): '' | 'true' | 'false' {
  return text === 'true' || text === 'false' ? text : ''
}
