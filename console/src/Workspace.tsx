/** What somebody who is signed in sees: the form, and their exports beside it. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RequestedExport } from '../../contract/index.ts'
import { api, type Me } from './api/api.ts'
import { asProblem } from './api/problem.ts'
import { ExportsList } from './exports/ExportsList.tsx'
import { useDownload } from './exports/useDownload.ts'
import { formOf } from './request/formOf.ts'
import { NewExport } from './request/NewExport.tsx'
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

/** What the form starts with: of a job that is asked for again, else of nothing. */
interface Template {
  job: RequestedExport | null
  /** Another one for each job that is taken, also for the same again. */
  serial: number
}

export function Workspace({ me, next }: WorkspaceProps) {
  const types = useQuery({
    queryKey: ['export-types'],
    queryFn: ({ signal }) => api.exportTypes(signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [template, setTemplate] = useState<Template>({ job: null, serial: 0 })
  const announce = useAnnounce()
  const download = useDownload()
  useOnce(next !== null, () => {
    if (next === null) return
    const exportId = downloadOf(next)
    if (exportId === null) window.location.assign(next)
    else download.start(exportId)
  })

  const useAsTemplate = (job: RequestedExport) => {
    setTemplate(({ serial }) => ({ job, serial: serial + 1 }))
    announce(`The form is filled with “${job.title}”.`)
  }
  const typesProblem = asProblem(types.error)
  const described = types.data?.find(({ type }) => type === template.job?.type)
  return (
    <>
      <OfflineNotice />
      {download.problem ? <ProblemNotice problem={download.problem} /> : null}
      <div className="workspace">
        {types.data ? (
          <NewExport
            key={template.serial}
            types={types.data}
            me={me}
            start={template.job && described ? formOf(template.job.request, described) : null}
          />
        ) : (
          <section className="panel" aria-labelledby="new-export-title">
            <h2 id="new-export-title">New export</h2>
            {typesProblem ? (
              <ProblemNotice problem={typesProblem} onRetry={() => void types.refetch()} />
            ) : (
              <p className="muted loading">Loading what can be exported…</p>
            )}
          </section>
        )}
        <ExportsList me={me} types={types.data ?? []} onUseAsTemplate={useAsTemplate} />
      </div>
    </>
  )
}
