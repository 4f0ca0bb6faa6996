import type { Buffer } from 'node:buffer';
import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();

/** Compares secrets without telling by time where they differ, whatever their lengths. */
export const isSameSecret = (left: string, right: string): boolean => timingSafeEqual(digest(left), digest(right));
