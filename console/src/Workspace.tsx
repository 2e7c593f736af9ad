/** What somebody who is signed in sees: their exports, or their schedules. */
import type { Me } from '../../contract/index.ts'
import { ExportsView } from './ExportsView.tsx'
import { Navigation } from './navigation/Navigation.tsx'
import { useView } from './navigation/useView.ts'
import { useExportTypes } from './request/useExportTypes.ts'
import { SchedulesView } from './schedules/SchedulesView.tsx'
import { OfflineNotice } from './shared/OfflineNotice.tsx'

export interface WorkspaceProps {
  me: Me
}

export function Workspace({ me }: WorkspaceProps) {
  const types = useExportTypes()
  const view = useView()
  return (
    <>
      <OfflineNotice />
      <Navigation view={view} />
      {view.name === 'EXPORTS' ? (
        <ExportsView me={me} types={types} />
      ) : (
        <SchedulesView me={me} types={types} view={view} />
      )}
    </>
  )
}
