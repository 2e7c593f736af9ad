/** Says what of the job that was taken as a template is not asked for again. */

export interface LeftOutNoticeProps {
  /** In words; empty where nothing is. */
  leftOut: readonly string[]
  /** Title of the export type. */
  typeTitle: string
}

export function LeftOutNotice({ leftOut, typeTitle }: LeftOutNoticeProps) {
  if (leftOut.length === 0) return null
  return (
    <p className="notice warning">
      <strong>Left out, since “{typeTitle}” no longer has it:</strong> {leftOut.join(', ')}. The
      file may hold more rows, or other columns, than before.
    </p>
  )
}
