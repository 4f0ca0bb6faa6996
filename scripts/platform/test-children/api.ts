import { createServer } from 'node:http';

const server = createServer((_request, response) => response.end(JSON.stringify({ status: 'ok' })));
server.listen(Number(process.env['PORT']), '127.0.0.1');
console.log(`api ${process.env['MONGODB_URI']} ${process.env['TEMPORAL_ADDRESS']} ${process.env['DATA_DIR']}`);
process.on('SIGTERM', () => {
  console.log('api ended well');
  process.exit(0);
});
