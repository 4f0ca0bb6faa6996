/** Health check of the API's container: exit code 0 when it is ready. */
const reply = await fetch(`http://127.0.0.1:${process.env['PORT']}/api/v1/health/ready`).catch(() => undefined);
process.exit(reply?.ok === true ? 0 : 1);
