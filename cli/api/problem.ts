/** Reads a refusal of the API. */
import { z } from 'zod'
import { CommandFailure, type Problem } from '../commandFailure.ts'
import { exitCodeOfStatus } from '../exitCode.ts'

const Fault = z.looseObject({
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  field: z.string().optional(),
})

const ProblemBody = z.looseObject({
  code: z.string(),
  detail: z.string(),
  remedy: z.string(),
  errors: z.array(Fault).default([]),
})

/** What stands before the API, a proxy for instance, answers in a form of its own. */
export async function problemOf(answer: Response): Promise<CommandFailure> {
  const body: unknown = await answer.json().catch(() => undefined)
  const parsed = ProblemBody.safeParse(body)
  const problem = parsed.success ? (parsed.data as Problem) : unknownProblem(answer)
  const after = answer.headers.get('retry-after')
  // It may also be a date, which the API never says.
  const isSeconds = after !== null && /^\d+$/.test(after)
  return new CommandFailure(exitCodeOfStatus(answer.status), {
    ...problem,
    ...(isSeconds ? { retryAfter: Number(after) } : {}),
  })
}

function unknownProblem({ status, statusText, headers }: Response): Problem {
  const after = headers.get('retry-after')
  return {
    code: 'UNKNOWN_ANSWER',
    status,
    detail: `The API answered ${status} ${statusText}, without saying why.`,
    remedy:
      after === null
        ? 'Check that API_URL or --api-url is the address of the API, and what stands before it.'
        : `Try again in ${after} seconds.`,
    errors: [],
  }
}
