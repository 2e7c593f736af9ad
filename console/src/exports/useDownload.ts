/** Gets a signed link to a job's file, and follows it. The browser saves the file; the page stays. */
import { useMutation } from '@tanstack/react-query'
import { api } from '../api/api.ts'

/** Takes the job's id. */
export function useDownload({ onError }: { onError?: () => void } = {}) {
  return useMutation({
    mutationFn: api.downloadLink,
    onSuccess: ({ url }) => window.location.assign(url),
    ...(onError ? { onError } : {}),
  })
}
