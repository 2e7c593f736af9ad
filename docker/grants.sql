-- What the roles of bridge and worker may do, and no more. Can be repeated. Run by the owner of the
-- tables, after migrating, since rights are given on tables that exist, and after roles.sql:
--
--   psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f docker/grants.sql
--
-- Neither role needs more to stop a query: a role may cancel what it runs itself.

GRANT USAGE ON SCHEMA public TO connexus_bridge, connexus_worker;

-- The requester and the clients that they are assigned, and the job's record.
GRANT SELECT ON "Users", "UserClient" TO connexus_bridge, connexus_worker;
GRANT SELECT, UPDATE ON "ExportJob" TO connexus_bridge, connexus_worker;

-- What is exported. rowSecurity.sql narrows it to the requester's rows.
GRANT SELECT ON "Client", "Services" TO connexus_worker;
GRANT SELECT ON "ScopeOfWork", "ScopeOfWorkVersion", "ClientScopeOfWork", "Rfp" TO connexus_worker;

-- Which migrations have run, for `exports doctor`.
GRANT SELECT ON connexus_exports_migrations TO connexus_bridge, connexus_worker;
