/** A button that keeps the focus while it can't be used: disabled ones lose it. */
import type { ReactNode } from 'react'

export interface ButtonProps {
  children: ReactNode
  type?: 'button' | 'submit'
  kind?: 'primary' | 'quiet' | ''
  /** Stands for the words where these say too little. */
  label?: string
  /** Does nothing for now. */
  isIdle?: boolean
  onClick?: () => void
}

export function Button({
  children,
  type = 'button',
  kind = '',
  label,
  isIdle = false,
  onClick,
}: ButtonProps) {
  return (
    <button
      type={type}
      className={`button ${kind}`.trim()}
      aria-label={label}
      aria-disabled={isIdle || undefined}
      onClick={(event) => {
        // Also Enter in a form's field is a click on its button.
        if (isIdle) event.preventDefault()
        else onClick?.()
      }}
    >
      {children}
    </button>
  )
}
