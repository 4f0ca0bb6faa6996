const work = setInterval(() => undefined, 1_000);
process.on('SIGTERM', () => {
  console.log('worker ended well');
  clearInterval(work);
  process.disconnect();
});
process.send?.('ready');
