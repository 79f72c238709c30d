import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listEventsOf } from '../../../db/queries/events.ts';
import { type Halle, openHalle } from '../../support/halle.ts';

let halle: Halle;
beforeEach(async () => {
  halle = await openHalle();
});
afterEach(() => halle.close());

const run = (...argv: string[]) =>
  spawnSync(
    process.execPath,
    [join(import.meta.dirname, '../../../server/cli.ts'), 'export', ...argv],
    {
      env: { ...process.env, DATA_DIR: halle.directory, BASE_URL: 'http://localhost:3000' },
      encoding: 'utf8',
    },
  );

it('writes the responses of a survey to a file, and notes it in the journal', async () => {
  await halle.answer(1, { quoting: 'no', opening: 'never', story: 'Sous la halle.' });
  const output = join(halle.directory, 'halle.csv');
  const done = run(halle.survey.id, '--format', 'csv', '--separator', ',', output);
  expect([done.status, done.stderr]).toEqual([0, `${output} : 1\u00a0réponse\n`]);
  expect(readFileSync(output, 'utf8')).toContain(',never,');
  expect(readFileSync(output, 'utf8')).not.toContain('Sous la halle.');
  run(halle.survey.id, '--format', 'csv', '--internal', output);
  expect(readFileSync(output, 'utf8')).toContain('Sous la halle.');
  const events = await listEventsOf(halle.store, 'survey', [halle.survey.id]);
  expect(events.map(({ action }) => action).slice(-2)).toEqual([
    'survey.export',
    'survey.exportInternal',
  ]);
});

it('says what it does not understand, and leaves nothing behind', () => {
  const output = join(halle.directory, 'rien.csv');
  for (const [argv, status, words] of [
    [[halle.survey.id, '--format', 'word', output], 2, '--format attend'],
    [[halle.survey.id, '--format', 'csv'], 2, 'fichier de sortie'],
    [['inconnue', '--format', 'csv', output], 1, 'Aucune enquête'],
    [[halle.survey.id, '--format', 'csv', '/nulle/part.csv'], 1, 'ne peut pas être écrit'],
  ] as const) {
    const done = run(...argv);
    expect([done.status, done.stderr]).toEqual([status, expect.stringContaining(words)]);
  }
  expect(existsSync(output)).toBe(false);
});
