/** The page's head: its name, the operator's way to Temporal, and sign-out. */
import type { Me } from './api/api.ts'
import { wordsOfCode } from './shared/words.ts'

export interface HeaderProps {
  /** Null while nobody is signed in. */
  me: Me | null
  onSignOut: () => void
}

export function Header({ me, onSignOut }: HeaderProps) {
  return (
    <header className="header">
      {me ? (
        <a className="skip" href="#exports-title">
          Skip to your exports
        </a>
      ) : null}
      <div className="header-inner">
        <h1 className="brand">
          <span className="brand-mark" aria-hidden="true" />
          Connexus exports
        </h1>
        {me ? (
          <div className="header-actions">
            {me.webUiUrl === null ? null : (
              <a href={me.webUiUrl} target="_blank" rel="noreferrer">
                Temporal Web UI
              </a>
            )}
            <span className="badge">{wordsOfCode(me.role)}</span>
            <button type="button" className="button quiet" onClick={onSignOut}>
              Sign out
            </button>
          </div>
        ) : null}
      </div>
    </header>
  )
}
