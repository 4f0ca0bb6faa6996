console.error('cannot read the settings');
process.exit(7);
