import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { serve } from './fixture-server.mjs';

const WAIT_MS = 1_500;

const canConnect = (target) =>
  new Promise((resolve) => {
    const socket = connect(typeof target === 'string' ? { path: target } : target);
    const end = (answer) => (socket.destroy(), resolve(answer));
    socket.setTimeout(WAIT_MS, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });

const shout = (target) =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.send('canary', target.port, target.host, (error) => (socket.close(), resolve(error === null)));
  });

const isResolved = (name) =>
  Promise.race([
    lookup(name).then(
      () => true,
      () => false,
    ),
    new Promise((resolve) => setTimeout(resolve, WAIT_MS, false)),
  ]);

const filter = async (list, test) => {
  const answers = await Promise.all(list.map(test));
  return list.filter((_, index) => answers[index]);
};

serve({
  name: 'reaches-network',
  attempt: async ({ targets = [], datagrams = [], names = [] }) => ({
    connected: await filter(targets, canConnect),
    sent: await filter(datagrams, shout),
    resolved: await filter(names, isResolved),
    interfaces: Object.keys(networkInterfaces()),
  }),
});
