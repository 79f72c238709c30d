import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** Room → rooms whose values it may import; `types` are rooms of which it may import types only. */
const MAY_IMPORT: Record<string, { values: string[]; types: string[] }> = {
  analysis: { values: [], types: [] },
  surveys: { values: [], types: [] },
  db: { values: [], types: ['analysis', 'surveys'] },
  views: { values: [], types: ['analysis', 'surveys', 'db'] },
  server: { values: ['analysis', 'surveys', 'db', 'views'], types: [] },
};

const IMPORT = /^(import|export)( type)? [^;]*?from '(\.[^']+)';/gms;

it('rooms import one way: analysis, surveys ← db ← views ← server', () => {
  const offences: string[] = [];
  for (const [room, { values, types }] of Object.entries(MAY_IMPORT))
    for (const file of sources(join(ROOT, room)))
      for (const [, , isType, target = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
        const [other = ''] = relative(ROOT, resolve(file, '..', target)).split('/');
        const isAllowed =
          other === room ||
          values.includes(other) ||
          (isType !== undefined && types.includes(other));
        if (!isAllowed) offences.push(`${relative(ROOT, file)} imports ${target}`);
      }
  expect(offences).toEqual([]);
});

it('only db speaks SQL: no other room imports Drizzle or the driver', () => {
  const files = ['analysis', 'surveys', 'views', 'server'].flatMap((room) =>
    sources(join(ROOT, room)),
  );
  const offences = files.filter((file) =>
    /from '(drizzle-orm|better-sqlite3)/.test(readFileSync(file, 'utf8')),
  );
  expect(offences.map((file) => relative(ROOT, file))).toEqual([]);
});

it('the analysis has no clock, no chance, no locale', () => {
  const forbidden = /Math\.random|Date\.now|new Date|localeCompare|toLocale|Intl\.|performance\./;
  // meter.ts measures what a step cost: the only figures that vary between two runs.
  const files = sources(join(ROOT, 'analysis')).filter((file) => !file.endsWith('/meter.ts'));
  const offences = files.filter((file) =>
    forbidden.test(readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')),
  );
  expect(offences.map((file) => relative(ROOT, file))).toEqual([]);
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}
