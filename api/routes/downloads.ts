/** Downloading files: by a link that is signed at each call, once the permission was checked again. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { FailureCode } from '../../contract/index.ts'
import type { ExportData } from '../../export-data/index.ts'
import { ApiCode, answerTo, problemPage } from '../errors/index.ts'
import { operation } from '../operation.ts'
import { type ExportParams, exportParams } from '../reading.ts'
import { downloadLink } from '../schemas/exports.ts'
import { callerOf } from '../signIn.ts'

const HTML = 'text/html; charset=utf-8'

export function downloadRoutes(scope: FastifyInstance, exportData: ExportData): void {
  scope.get<ExportParams>(
    '/exports/:id/download',
    {
      schema: DOWNLOAD,
      // The link is signed for GET alone, and a HEAD would be noted as if somebody got the file.
      exposeHeadRoute: false,
      onRequest: varyByAccept,
      errorHandler: tellPeople,
    },
    async (request, reply) => {
      const link = await exportData.downloadLink(callerOf(request), request.params.id)
      if (wants(request, 'application/json') && !wants(request, 'text/html')) return link
      return reply.redirect(link.url, 302)
    },
  )
}

async function varyByAccept(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const others = [reply.getHeader('vary') ?? []].flat()
  reply.header('vary', [...others, 'Accept'].join(', '))
}

/**
 * Whoever follows the address from a mail, say, signs in first and is brought back by the page, or is
 * told in words why there is no file.
 */
function tellPeople(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { problem, headers } = answerTo(error, request.id)
  if (!wants(request, 'text/html') || problem.status >= 500) throw error
  if (problem.code === ApiCode.NOT_AUTHENTICATED) {
    sendToSignIn(request, reply)
    return
  }
  void reply.code(problem.status).headers(headers).type(HTML).send(problemPage(problem))
}

function sendToSignIn(request: FastifyRequest, reply: FastifyReply): void {
  const { id } = request.params as ExportParams['Params']
  const address = `/exports/${encodeURIComponent(id)}/download`
  void reply.redirect(`/?next=${encodeURI(address)}`, 303)
}

function wants({ headers }: Pick<FastifyRequest, 'headers'>, mediaType: string): boolean {
  return headers.accept?.toLowerCase().includes(mediaType) ?? false
}

const DOWNLOAD = operation({
  id: 'downloadExport',
  tag: 'Exports',
  summary: 'Download the file',
  description: 'Sends to a signed link, or gives it as JSON where `Accept` asks for JSON alone.',
  params: exportParams,
  answers: {
    200: { description: 'The link, for `Accept: application/json`.', schema: downloadLink },
    302: { description: 'To the file.', headers: { Location: 'The signed link.' } },
    303: {
      description: 'To the page, for a browser that is not signed in.',
      headers: { Location: 'The page, which comes back here.' },
    },
  },
  errors: [
    FailureCode.UNKNOWN_JOB,
    FailureCode.WRONG_STATUS,
    FailureCode.FILE_EXPIRED,
    FailureCode.STORAGE_UNAVAILABLE,
  ],
})
