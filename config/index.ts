/**
 * Every setting of every process, described once: `settings.ts` is what the processes load and
 * what `docs/settings.md` is generated from. Knows nothing of what the settings are used for.
 *
 * Settings of Temporal's connection (`TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`,
 * `TEMPORAL_PROFILE`, `TEMPORAL_CONFIG_FILE`, `TEMPORAL_TLS_*`) and of AWS (`AWS_REGION`, the
 * credentials chain, `AWS_ENDPOINT_URL_SQS`, `AWS_ENDPOINT_URL_S3`) are read by their own SDKs.
 */
export { environment } from './environment.ts'
export { loadSettings, type Settings, SettingsError } from './loadSettings.ts'
export { mailProblems } from './noticeSettings.ts'
export { processSettings } from './processSettings.ts'
export { SETTINGS, type SettingName } from './settings.ts'
