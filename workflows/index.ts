export { processDocument } from './documents/process-document.ts';
export { prepareQuote } from './quotes/prepare-quote.ts';
