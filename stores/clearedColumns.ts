/** What an attempt left on the record, which the next one begins without. */
export const CLEARED: Readonly<Record<string, null>> = Object.fromEntries(
  [
    'startedAt',
    'completedAt',
    'fileUrl',
    'fileName',
    'errorMessage',
    'errorCode',
    'errorRemedy',
    'warnings',
    'rowCount',
    'byteCount',
    'sha256',
    'mediaType',
    'objectKey',
    'snapshotAt',
    'expiresAt',
    'readFrom',
    'scope',
    'workflowId',
    'cancelRequestedAt',
  ].map((column) => [column, null]),
)
