/** Pauses a schedule. What keeps it from that is told where the note is typed, which stays. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ExportSchedule } from '../../../contract/index.ts'
import { asProblem } from '../api/problem.ts'
import { schedulesApi } from '../api/schedulesApi.ts'
import { useAnnounce } from '../shared/Announcer.tsx'
import { replaceSchedule, SCHEDULES } from './schedulesCache.ts'

/** `onPaused` is called only as long as whoever asked is still there. */
export function usePause({ id, name }: ExportSchedule, onPaused: () => void) {
  const client = useQueryClient()
  const announce = useAnnounce()
  const mutation = useMutation({
    mutationFn: (note: string) => schedulesApi.pause(id, note),
    onSuccess: (paused) => {
      replaceSchedule(client, paused)
      announce(`“${name}” is paused.`)
    },
    onError: () => void client.invalidateQueries({ queryKey: SCHEDULES }),
  })
  return {
    /** `''` for no note. */
    pause: (note: string) => mutation.mutate(note, { onSuccess: onPaused }),
    isPending: mutation.isPending,
    problem: asProblem(mutation.error),
  }
}
