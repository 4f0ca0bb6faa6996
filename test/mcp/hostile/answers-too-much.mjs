import { serve } from './fixture-server.mjs';

serve({ name: 'answers-too-much', attempt: ({ bytes = 11 * 1024 * 1024 }) => ({ text: 'y'.repeat(bytes) }) });
