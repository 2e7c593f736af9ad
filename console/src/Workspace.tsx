/** What somebody who is signed in sees: the form, and their exports beside it. */
import { useState } from 'react'
import type { ExportStatus, RequestedExport } from '../../contract/index.ts'
import type { Me } from './api/api.ts'
import { ExportsList } from './exports/ExportsList.tsx'
import { useDownload } from './exports/useDownload.ts'
import { NewExport, type Template } from './request/NewExport.tsx'
import { useExportTypes } from './request/useExportTypes.ts'
import { downloadOf } from './session/address.ts'
import { useAnnounce } from './shared/Announcer.tsx'
import { OfflineNotice } from './shared/OfflineNotice.tsx'
import { ProblemNotice } from './shared/ProblemNotice.tsx'
import { useOnce } from './shared/useOnce.ts'

export interface WorkspaceProps {
  me: Me
  /** Where the address asked to go after sign-in. */
  next: string | null
}

export function Workspace({ me, next }: WorkspaceProps) {
  const types = useExportTypes()
  const [template, setTemplate] = useState<Template>({ job: null, serial: 0 })
  const [status, setStatus] = useState<ExportStatus | ''>('')
  const announce = useAnnounce()
  const problem = useNext(next)
  const useAsTemplate = (job: RequestedExport) => {
    setTemplate(({ serial }) => ({ job, serial: serial + 1 }))
    announce(`The form is filled with “${job.title}”.`)
  }
  return (
    <>
      <OfflineNotice />
      {problem ? <ProblemNotice problem={problem} /> : null}
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

/** Goes where the address asked to, once; a file is downloaded from this page. Gives what went wrong. */
function useNext(next: string | null) {
  const download = useDownload()
  useOnce(next !== null, () => {
    if (next === null) return
    const exportId = downloadOf(next)
    if (exportId === null) window.location.assign(next)
    else download.start(exportId)
  })
  return download.problem
}
