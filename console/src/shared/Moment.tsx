/** An instant as day and minute in the user's zone. */
import { moment } from './format.ts'

export function Moment({ instant, timeZone }: { instant: string; timeZone: string }) {
  return (
    <time dateTime={instant} title={timeZone}>
      {moment(instant, timeZone)}
    </time>
  )
}
