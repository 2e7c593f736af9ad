-- Roles of bridge, worker and API, and their passwords. Can be repeated. grants.sql says what they may
-- do.
--
--   psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -v bridge_password=… -v worker_password=… \
--     -v api_password=… -f docker/roles.sql

SELECT format('CREATE ROLE %I', name)
  FROM unnest(ARRAY['connexus_bridge', 'connexus_worker', 'connexus_api']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

ALTER ROLE connexus_bridge LOGIN PASSWORD :'bridge_password';
ALTER ROLE connexus_worker LOGIN PASSWORD :'worker_password';
ALTER ROLE connexus_api LOGIN PASSWORD :'api_password';
