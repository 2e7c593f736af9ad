/** The settings of the HTTP API, of the entry that it offers, and of the command line that calls it. */
import { integer, origins, secret, text, url } from './setting.ts'

const WEB = ['http:', 'https:']

export const API_SETTINGS = {
  apiHost: text({
    variable: 'API_HOST',
    fallback: '127.0.0.1',
    description:
      'Address on which the API listens. The default is reached from this machine alone; `0.0.0.0` is what a container needs.',
  }),
  apiPort: integer({
    variable: 'API_PORT',
    min: 0,
    max: 65_535,
    unit: 'port',
    fallback: '8080',
    description: 'Port on which the API listens; `0` for a free one.',
  }),
  apiUrl: url({
    variable: 'API_URL',
    protocols: WEB,
    fallback: '',
    description:
      'Address by which people, and the command line, reach the API, without a path. Where it is `https://…`, the session cookie is only sent encrypted and browsers are told to stay with HTTPS. Empty: `http://API_HOST:API_PORT`.',
  }),
  apiJwtSecret: secret({
    variable: 'API_JWT_SECRET',
    minLength: 32,
    fallback: '',
    description:
      'Secret with which tokens are signed (HS256). Exactly one of `API_JWT_SECRET` and `API_JWKS_URL` must be set.',
  }),
  apiJwksUrl: url({
    variable: 'API_JWKS_URL',
    protocols: WEB,
    fallback: '',
    description:
      'Address of the public keys (JWKS) of whoever signs the tokens (RS256, PS256, ES256 or EdDSA). New keys are taken up without a restart; while the address is away, those that are known count on.',
  }),
  apiJwtIssuer: text({
    variable: 'API_JWT_ISSUER',
    description: 'What tokens must name as their issuer (`iss`).',
  }),
  apiJwtAudience: text({
    variable: 'API_JWT_AUDIENCE',
    description:
      'What tokens must name as their audience (`aud`): a token that was made for another service is refused.',
  }),
  apiCorsOrigins: origins({
    variable: 'API_CORS_ORIGINS',
    fallback: '',
    description:
      'Origins of other web pages that may call the API from a browser, with a bearer token alone: the session cookie is never taken from them. Empty: none may.',
  }),
  apiRateLimit: integer({
    variable: 'API_RATE_LIMIT',
    min: 1,
    max: 1_000_000,
    unit: 'requests',
    fallback: '600',
    description:
      'Requests a minute for each user, and for each address of callers who are not signed in. Each API process counts for itself.',
  }),
  apiMaxStreams: integer({
    variable: 'API_MAX_STREAMS',
    min: 1,
    max: 1_000,
    unit: 'streams',
    fallback: '20',
    description:
      'Streams of progress that one user may have open at a time: one for each open page or waiting command. Each API process counts for itself.',
  }),
  apiBodyLimit: integer({
    variable: 'API_BODY_LIMIT',
    min: 1_024,
    max: 10_485_760,
    unit: 'bytes',
    fallback: '262144',
    description: 'Largest body that a request may have. A filter by ids takes 39 bytes for each.',
  }),
  apiTrustedProxies: integer({
    variable: 'API_TRUSTED_PROXIES',
    min: 0,
    max: 10,
    unit: 'hops',
    fallback: '0',
    description:
      'Proxies in front of the API whose `X-Forwarded-…` headers are believed. Too few: all users share the address of the proxy. Too many: whoever calls can claim any address.',
  }),
  maxOpenJobs: integer({
    variable: 'EXPORT_MAX_OPEN_JOBS',
    min: 1,
    max: 10_000,
    unit: 'jobs',
    fallback: '20',
    description: 'Most jobs that one user may have waiting or running at a time.',
  }),
  maxSchedules: integer({
    variable: 'EXPORT_MAX_SCHEDULES',
    min: 1,
    max: 10_000,
    unit: 'schedules',
    fallback: '50',
    description: 'Most schedules that one user may have.',
  }),
  linkSeconds: integer({
    variable: 'EXPORT_LINK_SECONDS',
    min: 10,
    max: 86_400,
    unit: 'seconds',
    fallback: '300',
    description:
      'How long a download link works. Whoever has the link gets the file, so it should be minutes; a download that has begun goes on.',
  }),
  publicS3Endpoint: url({
    variable: 'EXPORT_PUBLIC_S3_ENDPOINT',
    protocols: WEB,
    fallback: '',
    description:
      'Address under which people’s browsers reach S3, where it is another than the API’s own (`AWS_ENDPOINT_URL_S3`). Empty: the same.',
  }),
  temporalUiUrl: url({
    variable: 'TEMPORAL_UI_URL',
    protocols: WEB,
    fallback: '',
    description:
      'Address of Temporal’s Web UI, to which administrators are given links. Empty: no links.',
  }),
  apiToken: text({
    variable: 'API_TOKEN',
    fallback: '',
    description: 'Token with which the command line calls the API, as the user whom it names.',
    isSecret: true,
  }),
}
