/** What a job's record says of where its file is. */

/**
 * The API's address of downloads, `downloadUrl` with `{exportId}` in it; where that is empty,
 * `s3://bucket/key`.
 */
export function fileUrls({ bucket, downloadUrl }: { bucket: string; downloadUrl: string }) {
  return (exportId: string, objectKey: string): string =>
    downloadUrl === ''
      ? `s3://${bucket}/${objectKey}`
      : downloadUrl.replace('{exportId}', encodeURIComponent(exportId))
}
