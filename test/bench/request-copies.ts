/** The same PDF as another file: a comment after its end changes its hash and nothing else. */
export const copyOfPdf = (bytes: Uint8Array<ArrayBuffer>, number: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat([bytes, Buffer.from(`\n% copy ${number}\n`)]));

/** The same request in text as another file. */
export const copyOfText = (bytes: Uint8Array<ArrayBuffer>, number: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat([bytes, Buffer.from(`\nCopy ${number}\n`)]));
