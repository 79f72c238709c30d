import type { FastifyReply } from 'fastify';

const POLICY = 'content-security-policy';

/** A page that shows one of ours within it: the preview of what is being written. */
export function allowFrames(reply: FastifyReply): void {
  reply.header(POLICY, `${reply.getHeader(POLICY)};frame-src 'self'`);
}

/** A page that one of ours may show within itself, and nobody else. */
export function allowFraming(reply: FastifyReply): void {
  const policy = String(reply.getHeader(POLICY)).replace(
    "frame-ancestors 'none'",
    "frame-ancestors 'self'",
  );
  reply.header(POLICY, policy);
}
