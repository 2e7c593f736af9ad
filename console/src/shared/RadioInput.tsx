/** One of a few values that are all seen at once. */
import { useId } from 'react'
import { FieldErrors } from './Field.tsx'
import type { Option } from './SelectInput.tsx'

export interface RadioInputProps<Value extends string> {
  label: string
  value: Value
  options: readonly Option<Value>[]
  errors?: readonly string[]
  onChange: (value: Value) => void
}

export function RadioInput<Value extends string>({
  label,
  value,
  options,
  errors = [],
  onChange,
}: RadioInputProps<Value>) {
  const id = useId()
  return (
    <fieldset className="radios" aria-describedby={errors.length > 0 ? `${id}-errors` : undefined}>
      <legend>{label}</legend>
      <div className="segments">
        {options.map((option) => (
          <label key={option.value} className="segment">
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      <FieldErrors id={`${id}-errors`} errors={errors} />
    </fieldset>
  )
}
