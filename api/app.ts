/**
 * The API as one Fastify application: everything around the routes, then the routes, from those that
 * anybody may call to those for whoever is signed in.
 */
import { maxHeaderSize } from 'node:http'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { answerUnknownAddresses } from './addresses.ts'
import { answerClientError, answerFrameworkError } from './connectionErrors.ts'
import { ApiCode, ApiError, answerTo, PROBLEM_TYPE } from './errors/index.ts'
import { logAnswers, logFault } from './logging.ts'
import { describeApi } from './openapi.ts'
import { OpenStreams } from './openStreams.ts'
import type { ApiOptions } from './options.ts'
import { limitRates } from './rateLimits.ts'
import { requestIdOf } from './requestIds.ts'
import { backfillRoutes } from './routes/backfills.ts'
import { consoleRoutes } from './routes/console.ts'
import { documentRoutes } from './routes/documents.ts'
import { downloadRoutes } from './routes/downloads.ts'
import { exportChangeRoutes } from './routes/exportChanges.ts'
import { exportEventRoutes } from './routes/exportEvents.ts'
import { exportRoutes } from './routes/exports.ts'
import { exportTypeRoutes } from './routes/exportTypes.ts'
import { filterChoiceRoutes } from './routes/filterChoices.ts'
import { healthRoutes } from './routes/health.ts'
import { meRoutes } from './routes/me.ts'
import { scheduleChangeRoutes } from './routes/scheduleChanges.ts'
import { scheduleRunRoutes } from './routes/scheduleRuns.ts'
import { scheduleRoutes } from './routes/schedules.ts'
import { sessionRoutes } from './routes/session.ts'
import { allowOtherPages, setSecurityHeaders } from './securityHeaders.ts'
import { lookWhoCalls, requireSignIn } from './signIn.ts'

/** Longest that a request may take to arrive, in milliseconds. */
const ARRIVAL_MS = 30_000

/** Ready to listen or to be asked; `close()` ends it, and with it every stream of events. */
export async function createApi(options: ApiOptions): Promise<FastifyInstance> {
  const { settings } = options
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    genReqId: requestIdOf,
    bodyLimit: settings.bodyLimit,
    trustProxy: (_address, hop) => hop < settings.trustedProxies,
    requestTimeout: ARRIVAL_MS,
    // Ids of exports may be any text, and no address is longer than this.
    routerOptions: { maxParamLength: maxHeaderSize },
    // Who asks on an open connection while the server stops is served, and told to close it.
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    frameworkErrors: answerFrameworkError,
  })
  answerErrors(app)
  readJsonAlone(app)
  await setSecurityHeaders(app, settings.url)
  await allowOtherPages(app, settings)
  await app.register(compress)
  await app.register(cookie)
  await describeApi(app, settings.url)
  await app.register(async (scope) => {
    healthRoutes(scope, options.checks)
    await documentRoutes(scope)
    await consoleRoutes(scope, options.consoleFolder)
  })
  await app.register(async (scope) => limitedRoutes(scope, options))
  await app.ready()
  return app
}

/** Schemas of routes describe them; nothing is checked or cut by them. */
function answerErrors(app: FastifyInstance): void {
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer))
  app.decorateRequest('identity', null)
  app.decorateRequest('refusal', null)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  logAnswers(app)
  answerUnknownAddresses(app)
  app.setErrorHandler((error, request, reply) => {
    const { problem, headers } = answerTo(error, request.id)
    logFault(request, error, problem)
    return reply.code(problem.status).headers(headers).type(PROBLEM_TYPE).send(problem)
  })
}

/** A form of another page can't send JSON. A client that says so and sends nothing means no body. */
function readJsonAlone(app: FastifyInstance): void {
  // Like any property that is not known, one that could change an object's nature is left out.
  const parse = app.getDefaultJsonParser('remove', 'remove')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = textOf(Buffer.from(body))
    if (text === undefined) done(new ApiError(ApiCode.BODY_NOT_JSON, 'The body is not UTF-8.'))
    else if (text === '') done(null)
    else void parse(request, text, done)
  })
}

/** Undefined for bytes that are no UTF-8: they would be replaced without a word. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

async function limitedRoutes(scope: FastifyInstance, options: ApiOptions): Promise<void> {
  const { exportData, settings } = options
  const stopping = new AbortController()
  scope.addHook('preClose', async () => stopping.abort())
  lookWhoCalls(scope, { verifyToken: options.verifyToken, url: settings.url })
  await limitRates(scope, settings.rateLimit)
  sessionRoutes(scope, settings.url)
  await scope.register(async (signedIn) => {
    requireSignIn(signedIn)
    exportRoutes(signedIn, exportData)
    exportChangeRoutes(signedIn, exportData)
    exportEventRoutes(signedIn, {
      exportData,
      streams: new OpenStreams(settings.maxStreams),
      stopping: stopping.signal,
    })
    downloadRoutes(signedIn, exportData)
    scheduleRoutes(signedIn, exportData.schedules)
    scheduleChangeRoutes(signedIn, exportData.schedules)
    scheduleRunRoutes(signedIn, exportData.schedules)
    backfillRoutes(signedIn, exportData.schedules)
    exportTypeRoutes(signedIn, exportData)
    filterChoiceRoutes(signedIn, exportData)
    meRoutes(signedIn, { exportData, webUiUrl: settings.webUiUrl })
  })
}
