/** Says things to screen readers that are not where the focus is: what ended, what was done. */
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

type Announce = (sentence: string) => void

const AnnounceContext = createContext<Announce>(() => undefined)

export function useAnnounce(): Announce {
  return useContext(AnnounceContext)
}

export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ sentence: '', serial: 0 })
  const announce = useCallback<Announce>(
    (sentence) => setSaid(({ serial }) => ({ sentence, serial: serial + 1 })),
    [],
  )
  return (
    <AnnounceContext value={announce}>
      {children}
      <output className="visually-hidden">
        {/* A new element for each, or the same sentence said twice would be heard once. */}
        <span key={said.serial}>{said.sentence}</span>
      </output>
    </AnnounceContext>
  )
}
