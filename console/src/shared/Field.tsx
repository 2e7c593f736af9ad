/** A control with its label, its hint and what is wrong with it, tied together for screen readers. */
import { type ReactNode, useId } from 'react'

export interface FieldWords {
  label: string
  hint?: string | undefined
  /** Sentences; absent or empty where all is well. */
  errors?: readonly string[] | undefined
  /** A sentence on what is odd, though it may be. */
  remark?: string | undefined
}

/** What the control must carry. */
export interface ControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

export interface FieldProps extends FieldWords {
  isWide?: boolean
  children: (control: ControlProps) => ReactNode
}

export function Field({ label, hint, errors = [], remark, isWide = false, children }: FieldProps) {
  const id = useId()
  const describedBy = [
    hint ? `${id}-hint` : '',
    remark ? `${id}-remark` : '',
    errors.length > 0 ? `${id}-errors` : '',
  ]
  return (
    <div className={isWide ? 'field wide' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': describedBy.filter(Boolean).join(' ') || undefined,
        'aria-invalid': errors.length > 0 || undefined,
      })}
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {remark ? (
        <p className="field-remark" id={`${id}-remark`}>
          {remark}
        </p>
      ) : null}
      <FieldErrors id={`${id}-errors`} errors={errors} />
    </div>
  )
}

/** Nothing where there are none. Takes the focus, for controls that are many and have it nowhere. */
export function FieldErrors({ id, errors }: { id: string; errors: readonly string[] }) {
  if (errors.length === 0) return null
  return (
    <ul className="field-errors" id={id} tabIndex={-1}>
      {errors.map((error) => (
        <li key={error}>{error}</li>
      ))}
    </ul>
  )
}
