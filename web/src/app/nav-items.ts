import {
  Activity,
  BookOpen,
  FileText,
  History,
  Inbox,
  Plug,
  ScrollText,
  Server,
  Settings,
  Users,
  Wrench,
  type LucideIcon,
} from 'lucide-react';
import type { Permission } from '../../../contracts/access.ts';
import type { appWords } from './app-words.ts';

export interface NavItem {
  to: string;
  word: keyof typeof appWords;
  icon: LucideIcon;
  /** Null for a place that everyone has. */
  permission: Permission | null;
  /** `g` and this letter go there. */
  key: string;
  group: 'work' | 'system';
}

export const navItems: readonly NavItem[] = [
  { to: '/requests', word: 'requests', icon: Inbox, permission: 'documents:read', key: 'r', group: 'work' },
  { to: '/quotes', word: 'quotes', icon: FileText, permission: 'quotes:read', key: 'q', group: 'work' },
  { to: '/customers', word: 'customers', icon: Users, permission: 'customers:read', key: 'c', group: 'work' },
  { to: '/catalog', word: 'catalogue', icon: BookOpen, permission: 'catalog:read', key: 'p', group: 'work' },
  { to: '/servers', word: 'servers', icon: Server, permission: 'mcp-servers:read', key: 'm', group: 'system' },
  { to: '/tools', word: 'tools', icon: Wrench, permission: 'mcp-tools:use', key: 't', group: 'system' },
  { to: '/request-log', word: 'requestLog', icon: ScrollText, permission: 'mcp-log:read', key: 'l', group: 'system' },
  { to: '/clients', word: 'clients', icon: Plug, permission: 'mcp-servers:read', key: 'e', group: 'system' },
  { to: '/audit', word: 'audit', icon: History, permission: 'users:manage', key: 'a', group: 'system' },
  { to: '/operations', word: 'operations', icon: Activity, permission: 'operations:read', key: 'o', group: 'system' },
  { to: '/settings', word: 'settings', icon: Settings, permission: null, key: 's', group: 'system' },
];
