/** Texts that become SQL, or patterns, where a query is put together carelessly. */
export const HOSTILE_TEXTS = [
  '\'; DROP TABLE "Users"; --',
  "' OR '1'='1",
  '" OR ""="',
  '?',
  '??',
  ':name',
  '$1',
  '\\',
  "\\'",
  '%',
  '_',
  '${1}',
  "E'\\x27'",
]
