/** RFC 5424 severities as MCP names them, least first. */
const levels = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'];

export const isLogLevel = (level: unknown): level is string => typeof level === 'string' && levels.includes(level);

/** Whether a message of that level is wanted; one without a known level is. */
export const reaches = (level: unknown, least: string): boolean =>
  !isLogLevel(level) || levels.indexOf(level) >= levels.indexOf(least);
