/** Looks for the next run of a schedule as soon as it is due: nobody has to load the page again. */
import { useEffect, useEffectEvent } from 'react'
import type { ExportSchedule } from '../../../contract/index.ts'
import { untilDue } from '../schedules/untilDue.ts'

/** `awaitRun` is called each time it becomes due. */
export function useAwaitDue({ nextTimes: [next] }: ExportSchedule, awaitRun: () => void): void {
  const onDue = useEffectEvent(awaitRun)
  useEffect(() => {
    const wait = untilDue([next], Date.now())
    if (wait === false) return undefined
    const timer = setTimeout(onDue, wait)
    return () => clearTimeout(timer)
  }, [next])
}
