-- Roles of bridge and worker with the rights that they need and no more. Can be repeated. Run by the
-- owner of the tables, after migrating, since rights are given on tables that exist:
--
--   psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -v bridge_password=… -v worker_password=… -f docker/roles.sql
--
-- Neither role needs more to stop a query: a role may cancel what it runs itself.

SELECT format('CREATE ROLE %I', name)
  FROM unnest(ARRAY['connexus_bridge', 'connexus_worker']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

ALTER ROLE connexus_bridge LOGIN PASSWORD :'bridge_password';
ALTER ROLE connexus_worker LOGIN PASSWORD :'worker_password';

GRANT USAGE ON SCHEMA public TO connexus_bridge, connexus_worker;

-- The requester and the clients that they are assigned, and the job's record.
GRANT SELECT ON "Users", "UserClient" TO connexus_bridge, connexus_worker;
GRANT SELECT, UPDATE ON "ExportJob" TO connexus_bridge, connexus_worker;

-- What is exported. rowSecurity.sql narrows it to the requester's rows.
GRANT SELECT ON "Client", "Services" TO connexus_worker;
GRANT SELECT ON "ScopeOfWork", "ScopeOfWorkVersion", "ClientScopeOfWork", "Rfp" TO connexus_worker;
