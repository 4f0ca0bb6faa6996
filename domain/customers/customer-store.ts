import type { Customer } from '../../contracts/customers.ts';
import type { Page } from '../../contracts/kernel/page.ts';

/** A customer as it is stored, with dates as dates. */
export interface StoredCustomer extends Omit<Customer, 'createdAt' | 'updatedAt'> {
  readonly workspaceId: string;
  /** Unique per workspace: what a request calls the customer, so that a repeated request creates nobody twice. */
  readonly requestKey: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface CustomerListQuery {
  cursor?: string | undefined;
  limit: number;
  /** Parts of the name, of an e-mail address or of a mail domain. */
  search?: string | undefined;
}

export interface CustomerStore {
  insert(customer: StoredCustomer): Promise<'inserted' | 'request_key_taken'>;
  replace(customer: StoredCustomer, expectedVersion: number): Promise<'replaced' | 'conflict'>;
  find(workspaceId: string, id: string): Promise<StoredCustomer | null>;
  list(workspaceId: string, query: CustomerListQuery): Promise<Page<StoredCustomer>>;
  findByRequestKey(workspaceId: string, requestKey: string): Promise<StoredCustomer | null>;
  /** At most `limit` customers, oldest first. */
  findByEmail(workspaceId: string, email: string, limit: number): Promise<StoredCustomer[]>;
  findByMailDomain(workspaceId: string, domain: string, limit: number): Promise<StoredCustomer[]>;
  findByCompanyKey(workspaceId: string, key: string, limit: number): Promise<StoredCustomer[]>;
}
