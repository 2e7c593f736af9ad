/** The form for a new export, and the requester's exports beside it. */
import { useRef, useState } from 'react'
import type { ExportStatus, Me, RequestedExport } from '../../contract/index.ts'
import { ExportsList } from './exports/ExportsList.tsx'
import { useArrival } from './navigation/useArrival.ts'
import { NewExport, type Template } from './request/NewExport.tsx'
import type { ExportTypes } from './request/useExportTypes.ts'
import { useAnnounce } from './shared/Announcer.tsx'

export interface ExportsViewProps {
  me: Me
  types: ExportTypes
}

export function ExportsView({ me, types }: ExportsViewProps) {
  const formTitle = useRef<HTMLHeadingElement>(null)
  const [template, setTemplate] = useState<Template>({ job: null, serial: 0 })
  const [status, setStatus] = useState<ExportStatus | ''>('')
  const announce = useAnnounce()
  useArrival(formTitle, '')
  const useAsTemplate = (job: RequestedExport) => {
    setTemplate(({ serial }) => ({ job, serial: serial + 1 }))
    announce(`The form is filled with “${job.title}”.`)
  }
  return (
    <div className="workspace">
      {/* A status that was chosen would hide the new job. */}
      <NewExport
        me={me}
        types={types}
        template={template}
        title={formTitle}
        onRequested={() => setStatus('')}
      />
      <ExportsList
        me={me}
        types={types.types ?? []}
        status={status}
        onStatus={setStatus}
        onUseAsTemplate={useAsTemplate}
      />
    </div>
  )
}
