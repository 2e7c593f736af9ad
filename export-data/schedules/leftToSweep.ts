/** Work that the sweep does where Temporal is out of reach. */
import { ExportFailure, FailureCode } from '../../contract/index.ts'

/** Resolves where Temporal is out of reach, too; rejects with everything else that goes wrong. */
export async function leftToSweep(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const isUnreachable =
      error instanceof ExportFailure && error.code === FailureCode.TEMPORAL_UNAVAILABLE
    if (!isUnreachable) throw error
  }
}
