/** One file to be rendered, and who wants to hear of it. */
import type { Format, TableDocument, Warnings } from '../../formats/index.ts'
import type { EncodedBlock } from '../../stores/index.ts'

export interface Rendering<Kind extends Format = Format> {
  format: Kind
  document: TableDocument
  /** In the order of the rows. */
  blocks: AsyncIterable<EncodedBlock>
  /** Called when rows have been rendered. */
  onRows: (rows: number) => void
  onWarnings: (warnings: Warnings) => void
  /** Aborted when nobody waits for the file any more. */
  signal: AbortSignal
}
