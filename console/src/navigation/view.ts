/**
 * Which part of the page is seen, and the address that stands for it. It is kept in the query, since
 * the paths are the API's and the fragment leads to titles within a part.
 */
import { assertNever } from '../../../contract/index.ts'

export type View =
  | { name: 'EXPORTS' }
  | { name: 'SCHEDULES' }
  | { name: 'NEW_SCHEDULE' }
  | { name: 'SCHEDULE'; scheduleId: string }
  | { name: 'EDIT_SCHEDULE'; scheduleId: string }

const NEW = 'new'

/** Of `?schedules`, `?schedule=new`, `?schedule=7` and `?schedule=7&edit`; exports for any other. */
export function viewOf(query: string): View {
  const parameters = new URLSearchParams(query)
  const scheduleId = parameters.get('schedule')
  if (scheduleId === NEW) return { name: 'NEW_SCHEDULE' }
  if (scheduleId) {
    return { name: parameters.has('edit') ? 'EDIT_SCHEDULE' : 'SCHEDULE', scheduleId }
  }
  return parameters.has('schedules') ? { name: 'SCHEDULES' } : { name: 'EXPORTS' }
}

export function addressOf(view: View): string {
  switch (view.name) {
    case 'EXPORTS':
      return '/'
    case 'SCHEDULES':
      return '/?schedules'
    case 'NEW_SCHEDULE':
      return `/?schedule=${NEW}`
    case 'SCHEDULE':
      return `/?schedule=${encodeURIComponent(view.scheduleId)}`
    case 'EDIT_SCHEDULE':
      return `/?schedule=${encodeURIComponent(view.scheduleId)}&edit`
    default:
      return assertNever(view)
  }
}
