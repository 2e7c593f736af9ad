/** What somebody who is signed in sees: the form, and their exports beside it. */
import { useState } from 'react'
import type { ExportStatus, Me, RequestedExport } from '../../contract/index.ts'
import { ExportsList } from './exports/ExportsList.tsx'
import { NewExport, type Template } from './request/NewExport.tsx'
import { useExportTypes } from './request/useExportTypes.ts'
import { useAnnounce } from './shared/Announcer.tsx'
import { OfflineNotice } from './shared/OfflineNotice.tsx'

export interface WorkspaceProps {
  me: Me
}

export function Workspace({ me }: WorkspaceProps) {
  const types = useExportTypes()
  const [template, setTemplate] = useState<Template>({ job: null, serial: 0 })
  const [status, setStatus] = useState<ExportStatus | ''>('')
  const announce = useAnnounce()
  const useAsTemplate = (job: RequestedExport) => {
    setTemplate(({ serial }) => ({ job, serial: serial + 1 }))
    announce(`The form is filled with “${job.title}”.`)
  }
  return (
    <>
      <OfflineNotice />
      <div className="workspace">
        {/* A status that was chosen would hide the new job. */}
        <NewExport me={me} types={types} template={template} onRequested={() => setStatus('')} />
        <ExportsList
          me={me}
          types={types.types ?? []}
          status={status}
          onStatus={setStatus}
          onUseAsTemplate={useAsTemplate}
        />
      </div>
    </>
  )
}
