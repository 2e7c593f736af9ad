/** How a schedule stands, in a word. */
import { ScheduleState } from '../../../contract/index.ts'
import { stateWords } from './scheduleWords.ts'

/** Colours of what is like it: what goes on, and what needs a look. */
const LOOKS: Readonly<Record<ScheduleState, string>> = {
  [ScheduleState.ACTIVE]: 'completed',
  [ScheduleState.STARTING]: 'pending',
  [ScheduleState.PAUSED]: 'waiting',
  [ScheduleState.ENDED]: '',
  [ScheduleState.UNKNOWN]: '',
}

export function StateBadge({ state }: { state: ScheduleState }) {
  return <span className={`badge ${LOOKS[state]}`.trim()}>{stateWords(state)}</span>
}
