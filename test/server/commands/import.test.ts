import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeStore, openStore, type Store } from '../../../db/open.ts';
import { listCorpus } from '../../../db/queries/contributions.ts';
import { listDocuments } from '../../../db/queries/documents.ts';
import { insertMission } from '../../../db/queries/missions.ts';
import { listStakeholders } from '../../../db/queries/stakeholders.ts';
import { importCommand } from '../../../server/commands/import.ts';

const RETURN = '1. Dispositifs\nUn contrat de ruralité.\n2. Besoins\nDu temps d’agent.\n';
const INTERVIEW =
  'Q : Et le centre ?\nR : Il se vide depuis que le lycée a fermé ses portes.\nQ : Merci.\n';

describe('constat import', () => {
  let folder: string;
  let mission: string;
  let spoken: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'constat-import-'));
    vi.stubEnv('DATA_DIR', join(folder, 'data'));
    // Vite speaks of a base URL of its own.
    vi.stubEnv('BASE_URL', '');
    mission = await withStore((store) =>
      insertMission(store, {
        title: 'Bourgs',
        client: '',
        summary: '',
        regions: ['44'],
        createdBy: null,
      }),
    );
    await mkdir(join(folder, 'envoi', 'Meuse'), { recursive: true });
    await writeFile(join(folder, 'envoi', 'remontee.txt'), RETURN);
    await writeFile(join(folder, 'envoi', 'Meuse', 'maire.txt'), INTERVIEW);
    spoken = [];
    for (const method of ['log', 'error'] as const)
      vi.spyOn(console, method).mockImplementation((line) => void spoken.push(String(line)));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = openStore(join(folder, 'data', 'constat.db'));
    try {
      return await work(store);
    } finally {
      closeStore(store);
    }
  }

  const run = (...argv: string[]) => importCommand.run([...argv, '--mission', mission]);
  const details = async (...rows: string[]) => {
    const path = join(folder, 'details.csv');
    await writeFile(
      path,
      `file;kind;dated;consent;function;category;organisation;department\n${rows.join('\n')}\n`,
    );
    return path;
  };
  const ROWS = [
    'remontee.txt;;2019-11-28;by-function;préfète;prefecture;Préfecture de la Meuse;55',
    'Meuse/maire.txt;;;;maire;mayor;Commune de Stenay;55',
  ];

  test('brings a folder into a mission, each file as what it is and from who speaks in it', async () => {
    const path = await details(...ROWS);
    expect(await run(join(folder, 'envoi'), '--details', path)).toBe(0);
    const { documents, corpus } = await withStore(async (store) => ({
      documents: await listDocuments(store, mission),
      corpus: await listCorpus(store, mission),
    }));
    const seen = documents.map(({ document, stakeholder }) => [
      document.fileName,
      document.kind,
      document.dated,
      document.consent,
      document.territoryCode,
      stakeholder?.function,
    ]);
    expect(seen.toSorted()).toEqual([
      ['maire.txt', 'transcript', null, 'internal', 'DEP-55', 'maire'],
      ['remontee.txt', 'return', '2019-11-28', 'by-function', 'DEP-55', 'préfète'],
    ]);
    expect(corpus.map(({ text }) => text).toSorted()).toEqual([
      'Du temps d’agent.',
      'Il se vide depuis que le lycée a fermé ses portes.',
      'Un contrat de ruralité.',
    ]);
    expect(await readdir(join(folder, 'data', 'originals'))).toHaveLength(2);
  });

  test('run twice changes nothing, and says so', async () => {
    const path = await details(...ROWS);
    await run(join(folder, 'envoi'), '--details', path);
    spoken = [];
    expect(await run(join(folder, 'envoi'), '--details', path)).toBe(0);
    expect(spoken.filter((line) => line.includes('déjà importé'))).toHaveLength(2);
    expect(await withStore((store) => listStakeholders(store, mission))).toHaveLength(2);
  });

  test('imports nothing when one file is unreadable, unless told to leave it aside', async () => {
    await writeFile(join(folder, 'envoi', 'photo.txt'), Buffer.from([0x89, 0x50, 0x4e, 0x47]));
    const path = await details(...ROWS);
    expect(await run(join(folder, 'envoi'), '--details', path)).toBe(1);
    expect(spoken.join('\n')).toMatch(/photo\.txt.*image[\s\S]*Rien n’a été importé/u);
    expect(await withStore((store) => listDocuments(store, mission))).toEqual([]);
    expect(await run(join(folder, 'envoi'), '--details', path, '--skip')).toBe(1);
    expect(await withStore((store) => listDocuments(store, mission))).toHaveLength(2);
  });

  test('asks who speaks in a return, and does not in a report', async () => {
    expect(await run(join(folder, 'envoi', 'remontee.txt'))).toBe(1);
    expect(spoken.join('\n')).toContain('dites qui parle');
    expect(await run(join(folder, 'envoi', 'remontee.txt'), '--kind', 'other')).toBe(0);
  });

  test('names what is wrong in the details, row by row', async () => {
    const path = await details('remontee.txt;lettre;;;;;;', 'Meuse/maire.txt;;28/11/2019;;;;;');
    expect(await run(join(folder, 'envoi'), '--details', path)).toBe(1);
    expect(spoken.join('\n')).toMatch(/Ligne 2.*kind[\s\S]*Ligne 3.*dated/u);
  });

  test('shared by two files, a new person is added once', async () => {
    const path = await details(
      ...['remontee.txt', 'Meuse/maire.txt'].map(
        (file) => `${file};;;;maire;mayor;Commune de Stenay;55`,
      ),
    );
    expect(await run(join(folder, 'envoi'), '--details', path)).toBe(0);
    expect(await withStore((store) => listStakeholders(store, mission))).toHaveLength(1);
  });

  test.each([
    ['no mission', ['x.txt']],
    ['no path', ['--mission', 'm']],
    ['an unknown option', ['x.txt', '--mission', 'm', '--vite']],
    ['an unknown kind', ['x.txt', '--mission', 'm', '--kind', 'lettre']],
  ])('called with %s explains itself', async (_, argv) => {
    expect(await importCommand.run(argv)).toBe(2);
    expect(spoken.join('\n')).toContain('constat import CHEMIN');
  });

  test('into a mission that does not exist, or from nowhere, fails with a sentence', async () => {
    expect(await importCommand.run([join(folder, 'envoi'), '--mission', 'absente'])).toBe(1);
    expect(await run(join(folder, 'nulle-part'))).toBe(1);
    expect(spoken.join('\n')).toMatch(/absente[\s\S]*aucun fichier à lire/u);
  });
});
