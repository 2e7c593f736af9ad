/** A link to a part of the page, which opens in place or, as any link, in another tab. */
import type { MouseEvent, ReactNode } from 'react'
import { navigate } from './useView.ts'
import { addressOf, type View } from './view.ts'

export interface ViewLinkProps {
  to: View
  className?: string
  /** Stands for the words where these say too little. */
  label?: string
  /** Whether one is there, or at a part of it. */
  isCurrent?: boolean
  /** Before one goes, or opens it in another tab. */
  onGo?: () => void
  /** Before one leaves for it what is here: not for another tab. */
  onLeave?: () => void
  children: ReactNode
}

export function ViewLink({
  to,
  className,
  label,
  isCurrent,
  onGo,
  onLeave,
  children,
}: ViewLinkProps) {
  const go = (event: MouseEvent) => {
    const isForBrowser = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
    onGo?.()
    if (isForBrowser) return
    onLeave?.()
    event.preventDefault()
    navigate(to)
  }
  return (
    <a
      href={addressOf(to)}
      className={className}
      aria-label={label}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={go}
    >
      {children}
    </a>
  )
}
