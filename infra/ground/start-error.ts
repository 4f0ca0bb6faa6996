/** Something a person has to change before the platform can start; the message is the whole explanation, shown without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
