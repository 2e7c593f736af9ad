/** A box to tick, its label behind it. */
import { useId } from 'react'

export interface CheckInputProps {
  label: string
  hint?: string
  isChecked: boolean
  onChange: (isChecked: boolean) => void
}

export function CheckInput({ label, hint, isChecked, onChange }: CheckInputProps) {
  const id = useId()
  return (
    <div className="check">
      <input
        id={id}
        type="checkbox"
        checked={isChecked}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={({ target }) => onChange(target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  )
}
