/** What people choose from, by name, for the filters that most types have. */
import type { ChoiceTable } from './table/index.ts'

/** Clients of the requester's scope. */
export const clients: ChoiceTable = { table: 'Client', name: 'clientName', clientId: 'id' }

/** All services, also those that are no longer offered: old rows have them. */
export const services: ChoiceTable = { table: 'Services', name: 'servicesName', clientId: null }
