import { z } from 'zod';

/** How far the preparation of a quote is: its own axis beside the commercial state of the quote. */
export const Preparation = z.enum(['matching', 'pricing', 'review', 'rendering', 'ready', 'failed', 'cancelled']);
export type Preparation = z.infer<typeof Preparation>;
