/** A field of one line of text, or of several. */
import type { FocusEvent, KeyboardEvent } from 'react'
import { Field, type FieldWords } from './Field.tsx'

export interface TextInputProps extends FieldWords {
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'search' | 'date' | 'datetime-local' | 'time' | 'url' | 'password'
  /** Above 1 for several lines. */
  lines?: number
  maxLength?: number | null
  inputMode?: 'decimal' | 'numeric'
  placeholder?: string
  autoComplete?: 'off'
  isRequired?: boolean
  isWide?: boolean
  /** So that what is typed stands for what was there. */
  isSelectedOnFocus?: boolean
  /** What Enter does instead of sending the form. */
  onEnter?: () => void
}

export function TextInput({ value, onChange, type = 'text', lines = 1, ...rest }: TextInputProps) {
  const {
    label,
    hint,
    errors,
    remark,
    isWide = false,
    maxLength,
    isRequired = false,
    isSelectedOnFocus = false,
    onEnter,
    ...attributes
  } = rest
  return (
    <Field label={label} hint={hint} errors={errors} remark={remark} isWide={isWide}>
      {(control) => {
        const common = {
          ...control,
          ...attributes,
          value,
          required: isRequired,
          ...(maxLength ? { maxLength } : {}),
          ...(isSelectedOnFocus ? { onFocus: selectText } : {}),
          ...(onEnter ? { onKeyDown: on('Enter', onEnter) } : {}),
        }
        return lines > 1 ? (
          <textarea {...common} rows={lines} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <input {...common} type={type} onChange={(event) => onChange(event.target.value)} />
        )
      }}
    </Field>
  )
}

function selectText({ target }: FocusEvent<HTMLInputElement | HTMLTextAreaElement>): void {
  target.select()
}

function on(key: string, action: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== key) return
    event.preventDefault()
    action()
  }
}
