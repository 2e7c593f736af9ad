/** A part of a form that opens: at will, and by itself where something in it is wrong. */
import { type ReactNode, useState } from 'react'

export interface SectionProps {
  title: string
  /** What is chosen inside, so that nobody has to open it to see. */
  summary: string
  hasErrors: boolean
  isOpenAtFirst?: boolean
  children: ReactNode
}

/** Leads the focus to the head of the section around a button that is about to go. */
export function focusSection(button: Element): void {
  button.closest('details')?.querySelector('summary')?.focus()
}

export function Section({
  title,
  summary,
  hasErrors,
  isOpenAtFirst = false,
  children,
}: SectionProps) {
  const [isOpen, setIsOpen] = useState(isOpenAtFirst)
  return (
    <details
      className="section"
      open={isOpen || hasErrors}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary>
        <span className="section-title">{title}</span> <span className="muted">{summary}</span>
      </summary>
      <div className="section-body">{children}</div>
    </details>
  )
}
