import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerViews, render, typesetTemplate } from '../../views/engine.ts';
import { answerFrame, staffFrame } from '../../views/frame.ts';
import { motifsPage } from '../../views/motifs/page.ts';

const mission = { name: 'Petites villes', href: '/missions/m', isDemonstration: true };

async function appWith({ isProduction }: { isProduction: boolean }): Promise<FastifyInstance> {
  const app = Fastify();
  const page = await motifsPage();
  await registerViews(app, { isProduction });
  app.get('/staff', (_request, reply) =>
    render(reply, 'motifs/show', staffFrame({ title: 'Motifs', mission }), page),
  );
  app.get('/answer', (_request, reply) =>
    render(
      reply,
      'motifs/show',
      answerFrame({ title: 'Question 3 sur 12', survey: 'Les élus', scripts: ['main'] }),
      page,
    ),
  );
  return app;
}

describe.each([
  ['in development', false],
  ['in production', true],
])('pages %s', (_name, isProduction) => {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = await appWith({ isProduction });
  });
  afterAll(() => app.close());

  test('say that a demonstration is one, before anything else', async () => {
    const { body } = await app.inject('/staff');
    expect(body).toContain('Mission de démonstration\u00A0: personnes et communes fictives');
    expect(body.indexOf('demo-notice')).toBeLessThan(body.indexOf('<main'));
    expect((await app.inject('/answer')).body).not.toContain('demo-notice');
  });

  test('are in French, titled from the most particular on, with one main heading and a way past the masthead', async () => {
    const { body } = await app.inject('/answer');
    expect(body).toContain('<html lang="fr">');
    expect(body).toContain('<title>Question 3 sur 12 – Les élus – Constat</title>');
    expect(body.match(/<h1/g)).toHaveLength(1);
    expect(body).toContain('<a class="skip-link" href="#contenu">');
    expect(body).toContain('<main id="contenu"');
  });

  test('hold no inline style and no inline script', async () => {
    const { body } = await app.inject('/staff');
    expect(body).not.toMatch(/ style=|<style| on[a-z]+="|<script(?![^>]* src=)/);
  });

  test('ask for assets that are there', async () => {
    const { body } = await app.inject('/answer');
    const addresses = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, url]) => url);
    expect(addresses.length).toBeGreaterThan(4);
    for (const url of addresses) expect((await app.inject(String(url))).statusCode).toBe(200);
  });
});

describe('assets in production', () => {
  let app: FastifyInstance;
  let style: string;
  beforeAll(async () => {
    app = await appWith({ isProduction: true });
    const { body } = await app.inject('/staff');
    style = /\/assets\/[^"]+main\.css/.exec(body)?.[0] ?? '';
  });
  afterAll(() => app.close());

  test('never change under their version', async () => {
    const { headers } = await app.inject(style);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test('under another version, say what they are now and are asked for again', async () => {
    const { statusCode, headers } = await app.inject('/assets/000000000000/styles/main.css');
    expect([statusCode, headers['cache-control']]).toEqual([200, 'no-cache']);
  });

  test('travel compressed for who accepts it', async () => {
    const plain = await app.inject(style);
    const brotli = await app.inject({ url: style, headers: { 'accept-encoding': 'gzip, br' } });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotli.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3);
    expect(plain.headers['content-encoding']).toBeUndefined();
  });

  test('an answering page weighs under 60 kB, fonts apart', async () => {
    const headers = { 'accept-encoding': 'br' };
    const { body } = await app.inject('/answer');
    const files = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+\.(?:css|js|svg))"/g)];
    let bytes = Buffer.byteLength(body);
    for (const [, url] of files)
      bytes += (await app.inject({ url: String(url), headers })).rawPayload.length;
    // The page here is /motifs, uncompressed: far more than any page of a questionnaire.
    expect(bytes).toBeLessThan(150_000);
    expect(bytes - Buffer.byteLength(body)).toBeLessThan(20_000);
  });

  test.each([
    '../engine.ts',
    '..%2fengine.ts',
    'styles/../../engine.ts',
    'nothing.css',
    '__proto__',
  ])('nothing else is served: %s', async (path) => {
    expect((await app.inject(`/assets/1/${path}`)).statusCode).toBe(404);
  });
});

describe('a template may be written with ordinary spaces', () => {
  test.each([
    ['<p>Lieu : mairie</p>', '<p>Lieu\u00A0: mairie</p>'],
    ['<p>Qui parle ?</p>', '<p>Qui parle\u202F?</p>'],
    ['dit-il « oui » ; puis', 'dit-il «\u00A0oui\u00A0»\u202F; puis'],
    ['{{label}} : {{value}}', '{{label}}\u00A0: {{value}}'],
    ['<a href="?page=2" class="x">', '<a href="?page=2" class="x">'],
    ['{{#if a}}b{{/if}}', '{{#if a}}b{{/if}}'],
  ])('%s', (written, printed) => {
    expect(typesetTemplate(written)).toBe(printed);
  });
});
