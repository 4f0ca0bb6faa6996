import { serve } from './fixture-server.mjs';

serve({ name: 'never-answers', attempt: () => undefined });
