import type { TestPlatform } from '../harness/platform.ts';
import type { BenchRow } from './bench-row.ts';

/** What a part may use. The platform is started by the first part that asks, and shared by those after it. */
export interface BenchGround {
  platform(): Promise<TestPlatform>;
}

/** Measures one thing and says what it saw; it never fails because a figure is poor. */
export type BenchPart = (ground: BenchGround) => Promise<readonly BenchRow[]>;
