/** The two halves of the page: what was asked for once, and what recurs. */

import { ViewLink } from './ViewLink.tsx'
import type { View } from './view.ts'

export function Navigation({ view }: { view: View }) {
  const isExports = view.name === 'EXPORTS'
  return (
    <nav className="navigation" aria-label="Parts of this page">
      <ViewLink to={{ name: 'EXPORTS' }} isCurrent={isExports}>
        Exports
      </ViewLink>
      <ViewLink to={{ name: 'SCHEDULES' }} isCurrent={!isExports}>
        Schedules
      </ViewLink>
    </nav>
  )
}
