/** `Content-Disposition` of a download, after RFC 6266 and RFC 8187. */

const FALLBACK = 'export'
/** What a quoted string can't hold, or what a browser would misread in one; `%` looks like an escape. */
const NOT_PLAIN = /[^ !#$&'()+,\-.0-9;=@A-Z[\]^_`a-z{}~]/gu
const LINE_BREAKS = /\p{Cc}+/gu
/** What `encodeURIComponent` leaves alone but an extended value does not take. */
const NOT_ATTRIBUTE = /['()*]/g

/**
 * `attachment` with the name twice: in ASCII, `_` for each sign that is none, for old readers; and
 * in UTF-8 for all others. Nothing in the name can add a header or a parameter.
 */
export function contentDisposition(fileName: string): string {
  const name = fileName.toWellFormed().replace(LINE_BREAKS, '') || FALLBACK
  const plain = name.replace(NOT_PLAIN, '_')
  return `attachment; filename="${plain}"; filename*=UTF-8''${extended(name)}`
}

function extended(name: string): string {
  return encodeURIComponent(name).replace(
    NOT_ATTRIBUTE,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
