/** Progress of jobs as the API tells it, over one connection that is opened again when it is lost. */
import type { ExportProgress, RequestedExport } from '../../../contract/index.ts'
import { eventsPath } from './api.ts'

export interface ExportWatcher {
  onProgress: (progress: ExportProgress) => void
  /** The job is over; nothing more is told of it. */
  onEnd: (job: RequestedExport) => void
  /** The connection broke or was refused: the jobs are to be asked for anew. */
  onBroken: () => void
}

const REOPEN_MS = 5_000

/** At most 50 jobs. Gives what ends the watching. */
export function watchExports(exportIds: readonly string[], watcher: ExportWatcher): () => void {
  let reopening: ReturnType<typeof setTimeout> | undefined
  let source = open()

  function open(): EventSource {
    const opened = new EventSource(eventsPath(exportIds))
    opened.addEventListener('progress', ({ data }: MessageEvent<string>) =>
      watcher.onProgress(JSON.parse(data) as ExportProgress),
    )
    opened.addEventListener('end', ({ data }: MessageEvent<string>) =>
      watcher.onEnd(JSON.parse(data) as RequestedExport),
    )
    opened.addEventListener('error', () => {
      watcher.onBroken()
      // A connection that broke the browser opens again by itself; a refusal it takes as final.
      if (opened.readyState === EventSource.CLOSED) reopening = setTimeout(reopen, REOPEN_MS)
    })
    return opened
  }

  function reopen(): void {
    source = open()
  }

  return () => {
    clearTimeout(reopening)
    source.close()
  }
}
