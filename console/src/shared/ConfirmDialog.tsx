/** Asks whether something shall really be done that can't be undone. */
import type { ReactNode } from 'react'
import { Dialog } from './Dialog.tsx'

export interface ConfirmDialogProps {
  title: string
  /** What comes of it. */
  children: ReactNode
  keepWords: string
  doWords: string
  onConfirm: () => void
  onClose: () => void
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, keepWords, doWords, onConfirm, onClose } = props
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{children}</p>
      <div className="actions">
        {/* The dialog puts the focus on its first control: the one that harms nothing. */}
        <button type="button" className="button" onClick={onClose}>
          {keepWords}
        </button>
        <button type="button" className="button danger" onClick={onConfirm}>
          {doWords}
        </button>
      </div>
    </Dialog>
  )
}
