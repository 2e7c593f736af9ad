/** An API as the environment describes it. */
import { pino } from 'pino'
import { processSettings, type Settings } from '../config/index.ts'
import { createExportData } from '../export-data/index.ts'
import { createApi } from './app.ts'
import { tokenVerifier } from './authentication.ts'
import { DEPENDENCY_SETTINGS, openDependencies } from './dependencies.ts'
import { errorLog } from './logging.ts'
import { addressProblems, ownOrigin } from './ownOrigin.ts'
import { Serving } from './serving.ts'

const TOKEN_SETTINGS = ['apiJwtSecret', 'apiJwksUrl', 'apiJwtIssuer', 'apiJwtAudience'] as const

/** Ends the process, naming every missing or wrong setting. */
export async function apiFromEnvironment(): Promise<Serving> {
  const settings = processSettings(
    [
      ...DEPENDENCY_SETTINGS,
      ...TOKEN_SETTINGS,
      'apiHost',
      'apiPort',
      'apiUrl',
      'apiCorsOrigins',
      'apiRateLimit',
      'apiMaxStreams',
      'apiBodyLimit',
      'apiTrustedProxies',
      'temporalUiUrl',
      'logLevel',
    ],
    (given) => [...oneWayToSign(given), ...addressProblems(given)],
  )
  const logger = pino({ name: 'api', level: settings.logLevel })
  const opened = openDependencies(settings, (error) =>
    logger.warn(errorLog(error), 'the cache is out: its files are not reused'),
  )
  const exportData = createExportData({
    ...opened.entry,
    onUnsent: ({ exportId }, error) =>
      logger.warn({ exportId, ...errorLog(error) }, 'the message is sent later'),
  })
  const { apiHost: host, apiPort: port, temporalUiUrl } = settings
  const app = await createApi({
    exportData,
    verifyToken: tokenVerifier(tokensOf(settings), (error) =>
      logger.warn(errorLog(error), 'the keys that are known count on'),
    ),
    checks: opened.checks,
    settings: {
      url: ownOrigin(settings),
      bodyLimit: settings.apiBodyLimit,
      rateLimit: settings.apiRateLimit,
      maxStreams: settings.apiMaxStreams,
      trustedProxies: settings.apiTrustedProxies,
      corsOrigins: settings.apiCorsOrigins,
      webUiUrl: temporalUiUrl === '' ? null : workflowsIn(temporalUiUrl, opened.namespace),
    },
    logger,
  })
  return new Serving({ app, host, port, close: () => opened.close() })
}

type TokenNames = (typeof TOKEN_SETTINGS)[number]

function oneWayToSign({ apiJwtSecret, apiJwksUrl }: Settings<TokenNames>): string[] {
  if ((apiJwtSecret === '') !== (apiJwksUrl === '')) return []
  return [
    `Exactly one of API_JWT_SECRET and API_JWKS_URL must be set; ${apiJwtSecret === '' ? 'neither' : 'both'} is.`,
  ]
}

function tokensOf(settings: Settings<TokenNames>): Parameters<typeof tokenVerifier>[0] {
  const expected = { issuer: settings.apiJwtIssuer, audience: settings.apiJwtAudience }
  return settings.apiJwtSecret === ''
    ? { ...expected, jwksUrl: settings.apiJwksUrl }
    : { ...expected, secret: settings.apiJwtSecret }
}

/** Web UI's list of workflows in the namespace. */
function workflowsIn(webUi: string, namespace: string): string {
  return `${webUi.replace(/\/+$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows`
}
