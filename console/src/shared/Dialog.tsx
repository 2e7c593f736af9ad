/** A modal dialog: the browser's own, which keeps the focus within; then it goes back. */
import { type ReactNode, useEffect, useId, useRef } from 'react'

export interface DialogProps {
  title: string
  children: ReactNode
  /** Also by Escape. */
  onClose: () => void
}

/** Open as long as it is rendered. */
export function Dialog({ title, children, onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const opener = document.activeElement
    const opened = dialog.current
    opened?.showModal()
    return () => {
      opened?.close()
      // By now the element is gone. Earlier, while React changes the page, nobody would hear of the focus.
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  )
}
