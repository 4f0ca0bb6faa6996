import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test, vi } from 'vitest';
import { onEndSignals } from './on-end-signals.ts';

test('a Ctrl-C that comes twice ends in order; a later one ends at once', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const signals = new EventEmitter();
  const calls: string[] = [];
  onEndSignals({ inOrder: () => calls.push('in order'), atOnce: () => calls.push('at once') }, signals);
  signals.emit('SIGINT');
  signals.emit('SIGINT');
  expect(calls).toEqual(['in order']);
  vi.advanceTimersByTime(1_001);
  signals.emit('SIGINT');
  expect(calls).toEqual(['in order', 'at once']);
  vi.useRealTimers();
});

test('an interrupt that only the process of npm start gets reaches the platform', async () => {
  const platform = `process.on('SIGINT', () => process.exit(7)); console.log('ready'); setInterval(() => {}, 60_000)`;
  const start = `import { runOnProjectNode } from './scripts/prepare.mjs';
    process.exit(await runOnProjectNode(['--eval', ${JSON.stringify(platform)}]))`;
  const started = spawn(process.execPath, ['--input-type=module', '--eval', start], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(createInterface({ input: started.stdout }), 'line');
  started.kill('SIGINT');
  expect(await once(started, 'exit')).toEqual([7, null]);
});
