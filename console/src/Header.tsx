/** The page's head: its name, the operator's way to Temporal, and sign-out. */
import type { Me } from '../../contract/index.ts'
import { useView } from './navigation/useView.ts'
import { wordsOfCode } from './shared/words.ts'

export interface HeaderProps {
  /** Null where that is unknown, or nobody is signed in. */
  me: Me | null
  /** Also of somebody who is signed in and may do nothing. */
  canSignOut: boolean
  onSignOut: () => void
}

export function Header({ me, canSignOut, onSignOut }: HeaderProps) {
  return (
    <header className="header">
      {me ? <SkipLink /> : null}
      <div className="header-inner">
        <h1 className="brand">
          <span className="brand-mark" aria-hidden="true" />
          Connexus exports
        </h1>
        {canSignOut ? (
          <div className="header-actions">
            {me?.webUiUrl ? (
              <a href={me.webUiUrl} target="_blank" rel="noreferrer">
                Temporal Web UI
              </a>
            ) : null}
            {me ? <span className="badge">{wordsOfCode(me.role)}</span> : null}
            <button type="button" className="button quiet" onClick={onSignOut}>
              Sign out
            </button>
          </div>
        ) : null}
      </div>
    </header>
  )
}

/** Past the navigation, and past the form where that comes first. */
function SkipLink() {
  const isExports = useView().name === 'EXPORTS'
  return (
    <a className="skip" href={isExports ? '#exports-title' : '#schedules-title'}>
      {isExports ? 'Skip to your exports' : 'Skip to your schedules'}
    </a>
  )
}
