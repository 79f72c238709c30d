import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { schema } from '../server/config.ts';

const ROOT = resolve(import.meta.dirname, '..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

it('documents every variable that the configuration reads, and no other', () => {
  const documented = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
  expect(documented.sort()).toEqual(Object.keys(schema.shape).sort());
});

it('gives each variable its true default', () => {
  const defaults = schema.parse({});
  for (const [, name, value] of readme.matchAll(/^\| `([A-Z_]+)` \| `([^`]+)` \|/gm))
    if (name !== 'BASE_URL') expect([name, value]).toEqual([name, String(defaults[name as never])]);
});

it('names only commands and files that exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const [, script] of readme.matchAll(/npm run (?:-s )?([a-z]+)/g))
    expect(Object.keys(scripts)).toContain(script);
  for (const [, path] of readme.matchAll(/\]\(([^)]+)\)/g))
    expect([path, existsSync(join(ROOT, path ?? ''))]).toEqual([path, true]);
});
