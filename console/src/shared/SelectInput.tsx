/** One of several values, from a list that opens. */
import { Field, type FieldWords } from './Field.tsx'

export interface Option<Value extends string> {
  value: Value
  label: string
}

export interface SelectInputProps<Value extends string> extends FieldWords {
  value: Value
  options: readonly Option<Value>[]
  onChange: (value: Value) => void
}

export function SelectInput<Value extends string>({
  value,
  options,
  onChange,
  ...words
}: SelectInputProps<Value>) {
  return (
    <Field {...words}>
      {(control) => (
        <select
          {...control}
          value={value}
          onChange={({ target }) => {
            const chosen = options.find((option) => option.value === target.value)
            if (chosen) onChange(chosen.value)
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
