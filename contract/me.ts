/** Who is signed in, as the API tells them and the page shows them. */
import type { Role } from './kinds.ts'

export interface Me {
  id: string
  role: Role
  /** IANA name. */
  timeZone: string
  /** Temporal's list of workflows, for whoever may see it. */
  webUiUrl: string | null
}
