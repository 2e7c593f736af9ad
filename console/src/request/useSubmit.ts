/** Asks for an export, once, also where the answer to the first try was lost. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { ExportRequest, RequestAnswer } from '../../../contract/index.ts'
import { api } from '../api/api.ts'
import { asProblem, Problem } from '../api/problem.ts'
import { EXPORTS } from '../exports/exportsCache.ts'
import { useAnnounce } from '../shared/Announcer.tsx'
import { answerWords } from './answerWords.ts'
import { type Submission, submissionOf } from './submission.ts'

export function useSubmit(onRequested: () => void) {
  const client = useQueryClient()
  const announce = useAnnounce()
  const unanswered = useRef<Submission | null>(null)
  const mutation = useMutation({
    mutationFn: async (request: ExportRequest): Promise<RequestAnswer> => {
      const submission = submissionOf(JSON.stringify(request), unanswered.current)
      unanswered.current = submission
      try {
        const answer = await api.request(request, submission.key)
        unanswered.current = null
        return answer
      } catch (error) {
        if (!(error instanceof Problem && error.isPassing)) unanswered.current = null
        throw error
      }
    },
    onSuccess: async (answer) => {
      announce(answerWords(answer))
      onRequested()
      await client.invalidateQueries({ queryKey: EXPORTS })
    },
  })
  return {
    submit: (request: ExportRequest) => mutation.mutate(request),
    /** The form has changed: what came of the last request is not about this one. */
    forget: () => {
      // What is still to come must be told, and nothing else sent before.
      if (!mutation.isPending) mutation.reset()
    },
    isPending: mutation.isPending,
    answer: mutation.data ?? null,
    problem: asProblem(mutation.error),
  }
}
