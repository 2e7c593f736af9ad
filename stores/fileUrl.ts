/** Where a file is had: for people, and as a job's record says it. */

/** The API's address of an export's download; undefined where none is set up. */
export function downloadUrls({ downloadUrl }: { downloadUrl: string }) {
  return (exportId: string): string | undefined =>
    downloadUrl === '' ? undefined : downloadUrl.replace('{exportId}', encodeURIComponent(exportId))
}

/**
 * The API's address of downloads, `downloadUrl` with `{exportId}` in it; where that is empty,
 * `s3://bucket/key`.
 */
export function fileUrls({ bucket, downloadUrl }: { bucket: string; downloadUrl: string }) {
  const downloadUrlOf = downloadUrls({ downloadUrl })
  return (exportId: string, objectKey: string): string =>
    downloadUrlOf(exportId) ?? `s3://${bucket}/${objectKey}`
}
