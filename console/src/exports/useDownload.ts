/** Gets a signed link to a job's file, and follows it. The browser saves the file; the page stays. */
import { useMutation } from '@tanstack/react-query'
import { api } from '../api/api.ts'
import { asProblem } from '../api/problem.ts'

export function useDownload() {
  const mutation = useMutation({
    mutationFn: api.downloadLink,
    onSuccess: ({ url }) => window.location.assign(url),
  })
  return {
    start: (exportId: string) => mutation.mutate(exportId),
    isPending: mutation.isPending,
    problem: asProblem(mutation.error),
  }
}
