import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { isMcpPath } from '../mcp-path.ts';

/** A host as it may stand in a policy: nothing that could add a directive. */
const saneHost = /^[\w.:[\]-]{1,255}$/;

/**
 * Headers of every answer, for the web app as strict as it allows: neither scripts nor styles may be inline, so nothing
 * in the app may add a `<style>` element (menus of Radix are not modal for this reason). `https` adds HSTS. MCP answers are
 * no pages: nothing of them may be loaded (OWASP REST security cheat sheet), and they are many, so theirs are few and fixed.
 */
export const securityHeaders = ({ publicUrl }: { publicUrl?: string | undefined } = {}): RequestHandler => {
  const isHttps = publicUrl?.startsWith('https:') ?? false;
  const forPages = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'", 'data:'],
        imgSrc: ["'self'", 'data:', 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        // Named beside 'self' because Safari does not let 'self' stand for the socket of the same host.
        connectSrc: ["'self'", (request) => socketOrigin(request.headers.host, isHttps)],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isHttps && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: isHttps,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  const forPrograms = new Map([
    ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Referrer-Policy', 'no-referrer'],
    ['X-Content-Type-Options', 'nosniff'],
    ...(isHttps ? [['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'] as const] : []),
  ]);
  return (request, response, next) => {
    if (!isMcpPath(request.path)) return forPages(request, response, next);
    response.setHeaders(forPrograms);
    next();
  };
};

const socketOrigin = (host: string | undefined, isHttps: boolean): string =>
  host !== undefined && saneHost.test(host) ? `${isHttps ? 'wss' : 'ws'}://${host}` : "'self'";
