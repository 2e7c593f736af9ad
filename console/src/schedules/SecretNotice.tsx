/** The secret of a webhook, the one time that it is told. */
import { useEffect, useRef } from 'react'
import { useAnnounce } from '../shared/Announcer.tsx'
import { Button } from '../shared/Button.tsx'

export interface ToldSecret {
  scheduleId: string
  secret: string
}

export interface SecretNoticeProps {
  secret: string
  onKept: () => void
}

export function SecretNotice({ secret, onKept }: SecretNoticeProps) {
  const announce = useAnnounce()
  const notice = useRef<HTMLElement>(null)
  const field = useRef<HTMLInputElement>(null)
  // Nobody may miss it: it comes once.
  useEffect(() => notice.current?.focus(), [])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret)
      announce('The secret is copied.')
    } catch {
      // Browsers may forbid it, as over plain HTTP: then it is chosen, for the keys that copy.
      field.current?.select()
      announce('The secret is selected. Copy it with your keyboard.')
    }
  }
  return (
    <section
      ref={notice}
      className="notice warning secret"
      tabIndex={-1}
      aria-labelledby="secret-title"
    >
      <h3 id="secret-title">The webhook’s secret, shown only now</h3>
      <p>
        Your machine checks the signature of each call with it. Keep it where only that machine can
        read it: it can’t be shown again, though a new one can be made.
      </p>
      <input ref={field} aria-label="Secret" readOnly value={secret} />
      <div className="actions">
        <Button kind="primary" onClick={() => void copy()}>
          Copy secret
        </Button>
        <Button onClick={onKept}>I have kept it</Button>
      </div>
    </section>
  )
}
