/** Writes the reference page of the settings from their descriptions. */
import { SETTINGS } from './settings.ts'

/** Markdown of `docs/settings.md`. A test holds the page and the settings in parity. */
export function settingsReference(): string {
  const rows = Object.values(SETTINGS).map((setting) => {
    const fallback = setting.fallback === undefined ? 'required' : fallbackOf(setting.fallback)
    return `| \`${setting.variable}\` | ${escapeCell(setting.allowed)} | ${fallback} | ${setting.description} |`
  })
  return [
    '# Settings',
    '',
    'Generated from `config/settings.ts` by `npm run docs`. Each process reads its settings from',
    'the environment, and says at once which are missing or wrong.',
    '',
    '| variable | allowed | default | what it does |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    'Connection settings are those of the SDKs: Temporal’s (`TEMPORAL_ADDRESS`,',
    '`TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`, `TEMPORAL_TLS_…`, or a profile in',
    '`TEMPORAL_CONFIG_FILE`) and AWS’s (`AWS_REGION`, the usual chain of credentials, and',
    '`AWS_ENDPOINT_URL_SQS` and `AWS_ENDPOINT_URL_S3` for servers that are not AWS’s own).',
    '',
  ].join('\n')
}

function fallbackOf(fallback: string): string {
  return fallback === '' ? 'empty' : `\`${fallback}\``
}

function escapeCell(cell: string): string {
  return cell.replaceAll('|', '\\|')
}
