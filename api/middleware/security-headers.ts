import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** A host as it may stand in a policy: nothing that could add a directive. */
const saneHost = /^[\w.:[\]-]{1,255}$/;

/**
 * Headers of every answer, for the web app as strict as it allows: neither scripts nor styles may be inline, so nothing
 * in the app may add a `<style>` element (menus of Radix are not modal for this reason). `https` adds HSTS.
 */
export const securityHeaders = ({ publicUrl }: { publicUrl?: string | undefined } = {}): RequestHandler => {
  const isHttps = publicUrl?.startsWith('https:') ?? false;
  return helmet({
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
};

const socketOrigin = (host: string | undefined, isHttps: boolean): string =>
  host !== undefined && saneHost.test(host) ? `${isHttps ? 'wss' : 'ws'}://${host}` : "'self'";
