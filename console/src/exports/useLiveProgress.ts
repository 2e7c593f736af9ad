/** Progress of the jobs that are not over; watched anew as these change. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ExportProgress, RequestedExport } from '../../../contract/index.ts'
import { watchExports } from '../api/watchExports.ts'
import { EXPORTS, replaceJob } from './exportsCache.ts'
import { watchedIds } from './watched.ts'

/** The last that was told of each job, by its id. */
export type LiveProgress = ReadonlyMap<string, ExportProgress>

export function useLiveProgress(jobs: readonly RequestedExport[]): LiveProgress {
  const client = useQueryClient()
  const [progress, setProgress] = useState<LiveProgress>(new Map())
  const ids = watchedIds(jobs).join(',')
  useEffect(() => {
    if (ids === '') return undefined
    return watchExports(ids.split(','), {
      onProgress: (told) => setProgress((known) => new Map(known).set(told.exportId, told)),
      onEnd: (job) => replaceJob(client, job),
      onBroken: () =>
        void client.invalidateQueries({ queryKey: EXPORTS }, { cancelRefetch: false }),
    })
  }, [ids, client])
  return progress
}
