/** What a request was answered with, until the job that it tells of is over. */
import { ExportStatus, type RequestAnswer } from '../../../contract/index.ts'
import { useExports } from '../exports/useExports.ts'
import { answerWords } from './answerWords.ts'

export function AnswerNotice({ answer }: { answer: RequestAnswer }) {
  const { jobs } = useExports(null)
  const listed = jobs.find(({ id }) => id === answer.job.id)
  if (listed && listed.status !== ExportStatus.PENDING) return null
  return (
    <p className="notice success">
      {answerWords(answer)} <a href="#exports-title">See your exports</a>
    </p>
  )
}
