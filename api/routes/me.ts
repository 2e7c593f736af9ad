/** Who is signed in, as their record says. */
import type { FastifyInstance } from 'fastify'
import { type Me, Role } from '../../contract/index.ts'
import type { ExportData } from '../../export-data/index.ts'
import { operation } from '../operation.ts'
import { me } from '../schemas/others.ts'
import { callerOf } from '../signIn.ts'

export interface MeRouteOptions {
  exportData: ExportData
  /** Temporal's list of workflows in its Web UI; null for no link. */
  webUiUrl: string | null
}

export function meRoutes(scope: FastifyInstance, { exportData, webUiUrl }: MeRouteOptions): void {
  scope.get('/me', { schema: ME }, async (request): Promise<Me> => {
    const { id, role, timeZone } = await exportData.requester(callerOf(request))
    // Web UI shows the exports of everybody.
    return { id, role, timeZone, webUiUrl: role === Role.ADMIN ? webUiUrl : null }
  })
}

const ME = operation({
  id: 'getMe',
  tag: 'Sign-in',
  summary: 'Who is signed in',
  answers: { 200: { description: 'The user.', schema: me } },
})
