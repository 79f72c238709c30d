import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../analysis/analysis.ts';
import type { Contribution } from '../../analysis/corpus.ts';
import { analyse } from '../../analysis/pipeline.ts';
import { hasShared, sharedPath } from '../support/shared.ts';
import { writeTowns } from './support/towns.ts';

/** Whatever the method proposes, no class holds 60 % of the classified units, none less than 1 %; or the result says why. */
function expectGuarded({ themes, choice }: Analysis): void {
  if (themes.length === 0) {
    expect(choice.why).toMatch(/^Aucune classe : ./);
    return;
  }
  const shares = themes.map(({ share }) => share);
  const isBalanced = Math.max(...shares) < 0.6 && Math.min(...shares) >= 0.01;
  if (!isBalanced) expect(choice.warnings.join(' ')).toMatch(/réunit (moins de )?\d+ %/);
}

const texts = (words: readonly string[], times: number): Contribution[] =>
  Array.from({ length: words.length * times }, (_, at) => ({
    id: String(at).padStart(4, '0'),
    text: words[at % words.length] ?? '',
  }));

const ENGLISH = [
  'The doctors have all left the town and the nearest hospital is forty miles away from here.',
  'Nobody wants to take over the practice, and the nurses are leaving as well, so we wait.',
];
const DOCTOR = 'Le médecin est parti et personne ne le remplace, les patients attendent.';

describe('classes that are proposed', () => {
  it.each<[string, readonly Contribution[], string]>([
    ['nothing', [], 'il n’y a aucun texte à lire'],
    ['one text', texts([DOCTOR], 1), 'il n’y a qu’un texte'],
    [
      'three texts',
      texts([DOCTOR, 'La halle du marché se vide.', 'Il manque un chef de projet.'], 1),
      'aucun mot ne revient',
    ],
    ['the same text again and again', texts([DOCTOR], 80), 'les mêmes mots'],
    ['words that nobody says twice', texts(['médecin', 'halle', 'gare', 'école'], 1), 'aucun mot'],
    ['nothing but spaces and signs', texts(['', ' ', '…', '😀'], 5), 'aucun texte à lire'],
    ['another language', texts(ENGLISH, 20), 'aucun texte n’est en français'],
  ])('are none where there is %s, and it says why', (_, contributions, reason) => {
    const analysis = analyse(contributions, { unit: 'contribution' });
    expect(analysis.themes).toEqual([]);
    expect(analysis.choice.why).toContain(reason);
    expectGuarded(analysis);
  });

  it.each<[string, readonly Contribution[]]>([
    ['one word each', texts(['médecin', 'halle', 'école', 'gare', 'logement'], 20)],
    ['two texts, again and again', texts([DOCTOR, 'La halle se vide le samedi.'], 40)],
    ['two languages', [...writeTowns(60), ...texts(ENGLISH, 20)]],
    ['three subjects', writeTowns(90)],
  ])('hold neither almost everything nor almost nothing: %s', (_, contributions) => {
    const analysis = analyse(contributions, { bootstraps: 0 });
    expect(analysis.themes.length).toBeGreaterThan(1);
    expect(analysis.choice.warnings).toEqual([]);
    expectGuarded(analysis);
  });

  it('say so where one subject is nearly all that is spoken of', () => {
    const skewed = [...texts([DOCTOR], 95), ...texts(['La halle se vide.'], 5)].map((one, at) => ({
      ...one,
      id: String(at),
    }));
    const analysis = analyse(skewed, { unit: 'contribution', bootstraps: 0 });
    expect(analysis.choice.warnings.join()).toContain('La plus grande classe réunit 95 %');
    expectGuarded(analysis);
  });

  it('of a corpus too small for more classes say what would help', () => {
    const analysis = analyse(writeTowns(33).slice(0, 12), { unit: 'contribution', bootstraps: 0 });
    expectGuarded(analysis);
    const few = texts([DOCTOR, DOCTOR, DOCTOR, 'La halle se vide.'], 5);
    const { choice } = analyse(few, { unit: 'contribution', bootstraps: 0 });
    expect(choice.warnings.join()).toContain('Avec 20 unités à classer, il n’y en a pas assez');
  });

  it('of one contribution have no solidity: it cannot be drawn again', () => {
    const text = writeTowns(60)
      .map((town) => town.text)
      .join('\n');
    const analysis = analyse([{ id: 'minutes', text }], { bootstraps: 4 });
    expect(analysis.themes.length).toBeGreaterThan(1);
    for (const { stability } of analysis.themes) expect(stability).toBeNull();
    expect(analysis.choice.warnings.join()).toContain('une seule contribution');
    expect(analysis.choice.why).not.toContain('0,00');
    expectGuarded(analysis);
  });
});

function readShared(path: string): Contribution[] {
  const lines = readFileSync(sharedPath(path), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const { id, text } = JSON.parse(line);
    return { id, text };
  });
}

/** The whole table is in the room's README; here, the smallest corpora of each kind. */
describe.each([
  ['corpora/urbanvitaliz/ressources.jsonl', 'segment'],
  ['corpora/vrai-debat-top/vrai-debat-top.jsonl', 'contribution'],
  ['corpora/mel-grand-debat/propositions.jsonl', 'segment'],
] as const)('classes of %s, unit %s', (path, unit) => {
  it.skipIf(!hasShared(path))('hold neither 60 % of the units nor less than 1 %', () => {
    const analysis = analyse(readShared(path), { unit, bootstraps: 0 });
    expect(analysis.choice.warnings).toEqual([]);
    expectGuarded(analysis);
  });

  it.skipIf(!hasShared(path))('are found by a double classification too, k left open', () => {
    const analysis = analyse(readShared(path), { unit, method: 'double', bootstraps: 0 });
    expect(analysis.themes.length).toBeGreaterThan(1);
    expectGuarded(analysis);
  });
});
