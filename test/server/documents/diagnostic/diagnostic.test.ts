import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeStore, openStore, type Store, write } from '../../../../db/open.ts';
import { insertAccount } from '../../../../db/queries/accounts.ts';
import { withdrawContributions } from '../../../../db/queries/contributions.ts';
import { addEvidence, changeEvidenceRole, listEvidence } from '../../../../db/queries/evidence.ts';
import { addStatus } from '../../../../db/queries/finding-statuses.ts';
import { updateFinding } from '../../../../db/queries/findings.ts';
import { findMission, insertMission, type Mission } from '../../../../db/queries/missions.ts';
import { territories } from '../../../../db/schema/missions.ts';
import { readDiagnostic, readEditions } from '../../../../server/documents/diagnostic/read.ts';
import { writeDiagnostic } from '../../../../server/documents/write/diagnostic.ts';
import type { Diagnostic, Edition } from '../../../../views/diagnostic/diagnostic.ts';
import { readAs } from '../../../support/documents/reading.ts';
import { analyseMission, findingsOf, WORDS } from '../../../support/findings.ts';

let folder: string;
let store: Store;
let mission: Mission;
let claire: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'constat-diagnostic-'));
  store = openStore(join(folder, 'constat.db'));
  claire =
    (await insertAccount(store, {
      name: 'Claire',
      email: 'c@exemple.fr',
      role: 'consultant',
      passwordHash: 'x',
    })) ?? '';
  const id = await insertMission(store, {
    title: 'Bourgs du Perthois',
    client: 'Conseil des bourgs',
    summary: 'Ce qui retient les habitants.',
    regions: ['44', '24', '76'],
    createdBy: claire,
  });
  for (const [code, name] of [
    ['44', 'Grand Est'],
    ['24', 'Centre-Val de Loire'],
    ['76', 'Occitanie'],
  ] as const)
    store.database
      .insert(territories)
      .values({
        code: `REG-${code}`,
        kind: 'region',
        name,
        searchName: name.toLowerCase(),
        regionCode: code,
        postcodes: [],
        vintage: 'test',
      })
      .run();
  await analyseMission(store, id);
  const found = await findMission(store, id);
  if (!found) throw new Error('the mission was just added');
  mission = found;
});
afterEach(() => {
  closeStore(store);
  rmSync(folder, { recursive: true });
});

async function read(edition: Edition = 'working'): Promise<Diagnostic> {
  const { findings } = await readEditions(store, mission.id);
  return readDiagnostic(store, mission, {
    edition,
    findings,
    baseUrl: 'https://constat.exemple.fr',
  });
}

/** The finding on who carries the projects, as a person wrote it; its contradictions sorted by hand. */
async function writeFinding(status: 'validated' | 'proposed' = 'validated') {
  const { engineering } = await findingsOf(store, mission.id);
  await updateFinding(store, {
    missionId: mission.id,
    findingId: engineering.id,
    revision: engineering.revision,
    title: 'L’ingénierie manque avant l’argent',
    body: 'Les dossiers s’arrêtent.\n\nFaute de quelqu’un pour les porter.',
    validity: 'Bourgs de moins de 5 000 habitants.',
    writtenBy: claire,
    statusAfter: () => null,
  });
  write(store, (transaction) =>
    addStatus(transaction, { findingId: engineering.id, status, reason: '', setBy: null }),
  );
  return engineering.id;
}

const engineeringOf = ({ themes }: Diagnostic) => {
  const found = themes[0]?.findings[0];
  if (!found) throw new Error('the diagnostic holds no finding');
  return found;
};
const everything = (diagnostic: Diagnostic) => JSON.stringify(diagnostic);

describe('the diagnostic', () => {
  test('quotes to the letter, by function, and by name only who allowed it', async () => {
    await writeFinding();
    const diagnostic = await read('validated');
    expect(
      diagnostic.annex
        .map(({ text, attribution, source }) => [text, attribution, source])
        .toSorted(),
    ).toEqual(
      [
        [
          WORDS.miller1,
          'Personne miller, maire, Organisme de miller',
          'Réponse à l’enquête du 3\u00a0février\u00a02020',
        ],
        [WORDS.pharmacist1, 'Maire, Grand Est', 'Entretien du 21\u00a0janvier\u00a02020'],
        [WORDS.return1, 'Sous-préfète, Grand Est', 'Remontée du 28\u00a0novembre\u00a02019'],
        [WORDS.subPrefect1, 'Sous-préfète, Grand Est', 'Entretien du 21\u00a0janvier\u00a02020'],
      ].toSorted(),
    );
    for (const name of ['pharmacist', 'subPrefect', 'director', 'merchant'])
      expect(everything(diagnostic)).not.toContain(`Organisme de ${name}`);
    expect(everything(diagnostic)).not.toContain('Haute-Marne');
  });

  test('keeps what was said for internal use out, counts it, and lets no grid betray it', async () => {
    const findingId = await writeFinding();
    const evidence = await listEvidence(store, [findingId]);
    const director = evidence.find(({ quote }) => quote === WORDS.director1);
    await changeEvidenceRole(store, {
      missionId: mission.id,
      findingId,
      evidenceId: director?.id ?? '',
      role: 'contradicts',
      addedBy: claire,
    });
    write(store, (transaction) =>
      addStatus(transaction, { findingId, status: 'validated', reason: '', setBy: null }),
    );
    const diagnostic = await read('working');
    const finding = engineeringOf(diagnostic);
    expect(everything(diagnostic)).not.toContain('doublon');
    expect(finding.withheld).toBe('1\u00a0extrait à usage interne n’est pas reproduit.');
    expect(diagnostic.method.limits.join(' ')).toContain('1\u00a0extrait à usage interne');
    const regions = finding.grid.rows.find(({ label }) => label === 'Occitanie');
    expect(regions?.cells.map(({ value }) => value)).not.toContain('contradicts');
    expect(diagnostic.divergences).toEqual([]);
  });

  test('gives each quote a number, an address and the findings that cite it', async () => {
    const findingId = await writeFinding();
    const { doctor } = await findingsOf(store, mission.id);
    const shared = (await listEvidence(store, [findingId])).find(
      ({ quote }) => quote === WORDS.pharmacist1,
    );
    await addEvidence(store, {
      missionId: mission.id,
      findingId: doctor.id,
      segmentId: shared?.segmentId ?? '',
      role: 'qualifies',
      addedBy: claire,
    });
    const { annex, themes } = await read('working');
    expect(annex.map(({ reference }) => reference)).toEqual(annex.map((_, index) => index + 1));
    const entry = annex.find(({ text }) => text === WORDS.pharmacist1);
    expect(entry?.findings.map(({ number, role }) => [number, role])).toEqual([
      ['1.1', 'appuie'],
      ['2.1', 'nuance'],
    ]);
    expect(entry?.url).toBe(
      `https://constat.exemple.fr/missions/${mission.id}/contributions/pharmacist1-${mission.id}?de=0&a=${WORDS.pharmacist1.length}#segment`,
    );
    const cited = themes.flatMap(({ findings }) =>
      findings.flatMap(({ supports, others }) => [...supports, ...others]),
    );
    for (const { reference, text } of cited) expect(annex[reference - 1]?.text).toBe(text);
  });

  test('quotes nothing whose source was withdrawn or no longer says it', async () => {
    const findingId = await writeFinding('proposed');
    write(store, (transaction) =>
      withdrawContributions(transaction, [`pharmacist1-${mission.id}`], {
        withdrawnBy: claire,
        reason: 'à sa demande',
      }),
    );
    store.sqlite.exec('DROP TRIGGER IF EXISTS contributions_are_kept');
    store.sqlite
      .prepare('UPDATE evidence SET quote = ? WHERE finding_id = ? AND quote = ?')
      .run(`${WORDS.miller1} Ou presque.`, findingId, WORDS.miller1);
    const diagnostic = await read('working');
    expect(diagnostic.annex.map(({ text }) => text)).not.toContain(WORDS.pharmacist1);
    expect(everything(diagnostic)).not.toContain('Ou presque');
    expect(engineeringOf(diagnostic).withheld).toContain(
      '2\u00a0extraits dont la source a changé depuis',
    );
  });

  test('holds the settled findings alone in its validated edition, and says what it leaves out', async () => {
    expect((await readEditions(store, mission.id)).preferred).toBe('working');
    expect((await read('validated')).themes).toEqual([]);
    await writeFinding();
    const { preferred, counts } = await readEditions(store, mission.id);
    expect([preferred, counts]).toEqual(['validated', { validated: 1, working: 2 }]);
    const validated = await read('validated');
    expect(validated.themes.flatMap(({ findings }) => findings.map(({ title }) => title))).toEqual([
      'L’ingénierie manque avant l’argent',
    ]);
    expect(validated.method.limits.join(' ')).toContain('1\u00a0constat en cours d’examen');
    const working = await read('working');
    expect(working.method.limits[0]).toContain('1 constats sur 2 ne sont pas validés');
  });

  test('shows a draft that nobody read as one, without saying who supports it', async () => {
    const [first] = (await read('working')).themes;
    expect(first?.findings[0]?.notice).toContain('personne n’a encore lu');
    expect(first?.findings[0]?.grid.rows).toEqual([]);
    expect((await read('working')).convergences).toEqual([]);
  });

  test('calls an isolated signal by its name, with what is missing', async () => {
    const { themes } = await read('working');
    const doctor = themes
      .flatMap(({ findings }) => findings)
      .find(({ supports }) => supports[0]?.text === WORDS.pharmacist2);
    expect(doctor?.isolated).toContain('Signal isolé');
  });

  test('says where categories meet and where they part, in stakeholders', async () => {
    const findingId = await writeFinding();
    const shared = await read('validated');
    expect(shared.convergences.map(({ voices }) => voices)).toEqual([
      [
        'Maires et élus municipaux\u00a0: 2 pour',
        'Préfectures et services de l’État\u00a0: 1 pour',
      ],
    ]);
    const miller = (await listEvidence(store, [findingId])).find(
      ({ quote }) => quote === WORDS.miller1,
    );
    await changeEvidenceRole(store, {
      missionId: mission.id,
      findingId,
      evidenceId: miller?.id ?? '',
      role: 'contradicts',
      addedBy: claire,
    });
    const divided = await read('working');
    expect(divided.convergences).toEqual([]);
    expect(divided.divergences.map(({ voices }) => voices)).toEqual([
      [
        'Maires et élus municipaux\u00a0: 1 pour, 1 contre',
        'Préfectures et services de l’État\u00a0: 1 pour',
      ],
    ]);
    const [other] = engineeringOf(divided).others;
    expect([other?.text, other?.role]).toEqual([WORDS.miller1, 'contradicts']);
  });

  test('counts what was gathered, by source, category and region', async () => {
    const { method } = await read('working');
    expect(method.sources).toEqual([
      { family: 'Enquête', sources: 1, contributions: 1, stakeholders: 1 },
      { family: 'Entretien', sources: 4, contributions: 5, stakeholders: 4 },
      { family: 'Remontée', sources: 1, contributions: 1, stakeholders: 1 },
    ]);
    expect(method.voices.rows).toEqual([
      { label: 'Grand Est', counts: [1, 1, 0, 0, 1] },
      { label: 'Centre-Val de Loire', counts: [1, 0, 0, 0, 0] },
      { label: 'Occitanie', counts: [0, 0, 0, 1, 0] },
    ]);
    expect(method.limits.join(' ')).toContain('Intercommunalités, Grand Est');
  });

  test('says the same to the byte twice, and holds no date but its own last change', async () => {
    await writeFinding();
    const diagnostic = await read('validated');
    expect(await read('validated')).toEqual(diagnostic);
    const first = await writeDiagnostic(diagnostic);
    expect(Buffer.compare(first, await writeDiagnostic(await read('validated')))).toBe(0);
    const [row] = await Promise.all([findingsOf(store, mission.id)]);
    expect(diagnostic.asOf).toBe(Math.max(row.engineering.updatedAt, row.engineering.statusAt));
  });
});

describe('the diagnostic in Word', () => {
  test('has real headings, in the order of the page, and every quote to the letter', async () => {
    await writeFinding();
    const diagnostic = await read('validated');
    const document = await readAs('document', await writeDiagnostic(diagnostic), 'diagnostic.docx');
    expect(document.warnings).toEqual([]);
    expect(
      document.paragraphs
        .filter(({ kind }) => kind === 'heading')
        .map(({ level, text }) => [level, text]),
    ).toEqual([
      [1, 'Bourgs du Perthois'],
      [1, 'Méthode et limites'],
      [2, 'Ce qui a été recueilli'],
      [2, 'Qui a parlé'],
      [2, 'Comment les thèmes ont été formés'],
      [2, 'Ce qui fonde un constat'],
      [2, 'Limites'],
      [1, 'Constats par thème'],
      [2, `1. ${diagnostic.themes[0]?.name}`],
      [3, '1.1 L’ingénierie manque avant l’argent'],
      [1, 'Convergences et divergences'],
      [2, 'Ce sur quoi les catégories se rejoignent'],
      [2, 'Ce qui les sépare'],
      [1, 'Annexe de preuve'],
    ]);
    for (const { text, reference } of diagnostic.annex)
      expect(document.text).toContain(`[${reference}] «\u00a0${text}\u00a0»`);
    expect(document.text).toContain('Faute de quelqu’un pour les porter.');
    expect(document.text).not.toContain('doublon');
  });

  test('holds whatever people wrote: XML, controls, half characters, formulas', async () => {
    const findingId = await writeFinding();
    const hostile = '</w:t><script>&amp; "x" \u0007\u000b =HYPERLINK("http://a") \u202e';
    store.sqlite
      .prepare('UPDATE findings SET title = ?, body = ? WHERE id = ?')
      .run(hostile, hostile, findingId);
    const document = await readAs(
      'document',
      await writeDiagnostic(await read('validated')),
      'diagnostic.docx',
    );
    expect(document.text).toContain('</w:t><script>&amp; "x"  =HYPERLINK("http://a")');
  });
});
