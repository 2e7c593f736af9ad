/** Some of a few values, a checkbox each. None ticked means any. */
import { useId } from 'react'
import { CheckInput } from '../shared/CheckInput.tsx'
import { FieldErrors } from '../shared/Field.tsx'
import type { Option } from '../shared/SelectInput.tsx'

export interface OptionsInputProps {
  label: string
  options: readonly Option<string>[]
  chosen: readonly string[]
  errors: readonly string[]
  onChange: (chosen: readonly string[]) => void
}

export function OptionsInput({ label, options, chosen, errors, onChange }: OptionsInputProps) {
  const id = useId()
  return (
    <fieldset className="wide" aria-describedby={errors.length > 0 ? id : undefined}>
      <legend>{label}</legend>
      <div className="checks">
        {options.map((option) => (
          <CheckInput
            key={option.value}
            label={option.label}
            isChecked={chosen.includes(option.value)}
            onChange={(isChecked) => onChange(toggled(chosen, option.value, isChecked))}
          />
        ))}
      </div>
      <FieldErrors id={id} errors={errors} />
    </fieldset>
  )
}

/** The list with the value, or without it. */
export function toggled(list: readonly string[], value: string, isIn: boolean): string[] {
  const others = list.filter((each) => each !== value)
  return isIn ? [...others, value] : others
}
