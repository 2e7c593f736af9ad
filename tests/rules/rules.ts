/** The rules of the three export types: who may export them, whose rows, which filters and columns. */
import { ExportRequestType } from '../../contract/index.ts'
import { commonFilters, inRange, isInSight, oneOf, type Rule, search } from './rule.ts'

const SOW: Rule = {
  type: ExportRequestType.SOW,
  mayExport: `u."role" IN ('ADMIN', 'STAFF')`,
  from: `"ScopeOfWork" r
    LEFT JOIN "Services" service ON service."id" = r."serviceId"
    LEFT JOIN "Client" client ON client."id" = r."clientId"
    LEFT JOIN "Users" creator ON creator."id" = r."createdById"
    LEFT JOIN "Users" modifier ON modifier."id" = r."modifiedById"
    LEFT JOIN "ScopeOfWorkVersion" version
      ON version."scopeOfWorkId" = r."id" AND version."isCurrent"`,
  where: `
    ${isInSight()}
    ${search('r."scopeName"')}
    ${oneOf('status', 'r."scopeOfWorkStatus"')}
    ${commonFilters('r."serviceId"')}
    ${inRange('amountMin', 'amountMax', 'version."totalAmount"', 'numeric')}`,
  columns: {
    services: { heading: 'Services', by: 'service."servicesName"' },
    scopeOfWorkName: { heading: 'Scope Of Work Name', by: 'r."scopeName"' },
    uploadedBy: { heading: 'Uploaded By', by: 'creator."fullName"' },
    uploadedDate: { heading: 'Uploaded Date', by: 'r."createdAt"' },
    updatedBy: { heading: 'Updated By', by: 'modifier."fullName"' },
    updatedDate: { heading: 'Updated Date', by: 'r."updatedAt"' },
    status: { heading: 'Status', by: 'r."scopeOfWorkStatus"' },
    client: { heading: 'Client', by: 'client."clientName"' },
    version: { heading: 'Version', by: 'version."versionNumber"' },
    description: { heading: 'Description', by: 'version."description"' },
    effectiveFrom: { heading: 'Effective From', by: 'version."effectiveFrom"' },
    totalAmount: { heading: 'Total Amount', by: 'version."totalAmount"' },
    currency: { heading: 'Currency', by: 'version."currency"' },
    scopeId: { heading: 'Scope Id', by: 'r."id"' },
  },
  idColumn: 'scopeId',
}

const CLIENT_SOW: Rule = {
  type: ExportRequestType.CLIENT_SOW,
  mayExport: `u."role" IN ('ADMIN', 'STAFF', 'CLIENT')`,
  // Whose the scope of work is, and whether it is deleted, does not matter.
  from: `"ClientScopeOfWork" r
    LEFT JOIN "ScopeOfWork" scope ON scope."id" = r."scopeOfWorkId"
    LEFT JOIN "Services" service ON service."id" = scope."serviceId"
    LEFT JOIN "Client" client ON client."id" = r."clientId"
    LEFT JOIN "Users" creator ON creator."id" = r."createdById"
    LEFT JOIN "Users" modifier ON modifier."id" = r."modifiedById"
    LEFT JOIN "ScopeOfWorkVersion" version
      ON version."scopeOfWorkId" = r."scopeOfWorkId" AND version."isCurrent"`,
  where: `
    ${isInSight()}
    ${search('scope."scopeName"', 'r."clientReference"')}
    ${oneOf('status', 'r."clientStatus"')}
    ${commonFilters('scope."serviceId"')}
    ${inRange('startFrom', 'startTo', 'r."startDate"', 'date')}
    ${inRange('amountMin', 'amountMax', 'r."agreedAmount"', 'numeric')}`,
  columns: {
    client: { heading: 'Client', by: 'client."clientName"' },
    services: { heading: 'Services', by: 'service."servicesName"' },
    scopeOfWorkName: { heading: 'Scope Of Work Name', by: 'scope."scopeName"' },
    clientReference: { heading: 'Client Reference', by: 'r."clientReference"' },
    agreedAmount: { heading: 'Agreed Amount', by: 'r."agreedAmount"' },
    currency: { heading: 'Currency', by: 'r."currency"' },
    startDate: { heading: 'Start Date', by: 'r."startDate"' },
    endDate: { heading: 'End Date', by: 'r."endDate"' },
    signed: { heading: 'Signed', by: 'r."signedAt"' },
    status: { heading: 'Status', by: 'r."clientStatus"' },
    uploadedBy: { heading: 'Uploaded By', by: 'creator."fullName"' },
    uploadedDate: { heading: 'Uploaded Date', by: 'r."createdAt"' },
    updatedBy: { heading: 'Updated By', by: 'modifier."fullName"' },
    updatedDate: { heading: 'Updated Date', by: 'r."updatedAt"' },
    version: { heading: 'Version', by: 'version."versionNumber"' },
    description: { heading: 'Description', by: 'version."description"' },
    clientScopeId: { heading: 'Client Scope Id', by: 'r."id"' },
  },
  idColumn: 'clientScopeId',
}

const RFP: Rule = {
  type: ExportRequestType.RFP,
  mayExport: `u."role" IN ('ADMIN', 'STAFF', 'CLIENT')`,
  from: `"Rfp" r
    LEFT JOIN "Services" service ON service."id" = r."serviceId"
    LEFT JOIN "Client" client ON client."id" = r."clientId"
    LEFT JOIN "Users" creator ON creator."id" = r."createdById"
    LEFT JOIN "Users" modifier ON modifier."id" = r."modifiedById"`,
  where: `
    ${isInSight('NOT r."isConfidential"')}
    ${search('r."title"', 'r."rfpNumber"')}
    ${oneOf('status', 'r."rfpStatus"')}
    ${commonFilters('r."serviceId"')}
    ${inRange('dueFrom', 'dueTo', 'r."dueDate"', 'date')}
    ${inRange('amountMin', 'amountMax', 'r."budgetAmount"', 'numeric')}
   AND (f->>'isConfidential' IS NULL OR r."isConfidential" = (f->>'isConfidential')::boolean)`,
  columns: {
    rfpNumber: { heading: 'RFP Number', by: 'r."rfpNumber"' },
    title: { heading: 'Title', by: 'r."title"' },
    client: { heading: 'Client', by: 'client."clientName"' },
    services: { heading: 'Services', by: 'service."servicesName"' },
    status: { heading: 'Status', by: 'r."rfpStatus"' },
    dueDate: { heading: 'Due Date', by: 'r."dueDate"' },
    budget: { heading: 'Budget', by: 'r."budgetAmount"' },
    currency: { heading: 'Currency', by: 'r."currency"' },
    bids: { heading: 'Bids', by: 'r."bidCount"' },
    confidential: { heading: 'Confidential', by: 'r."isConfidential"' },
    awardedTo: { heading: 'Awarded To', by: 'r."awardedTo"' },
    issued: { heading: 'Issued', by: 'r."issuedAt"' },
    uploadedBy: { heading: 'Uploaded By', by: 'creator."fullName"' },
    uploadedDate: { heading: 'Uploaded Date', by: 'r."createdAt"' },
    updatedBy: { heading: 'Updated By', by: 'modifier."fullName"' },
    updatedDate: { heading: 'Updated Date', by: 'r."updatedAt"' },
    rfpId: { heading: 'RFP Id', by: 'r."id"' },
  },
  idColumn: 'rfpId',
}

export const RULES: readonly Rule[] = [SOW, CLIENT_SOW, RFP]
