import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../analysis/corpus.ts';
import { readWords } from '../../../analysis/words.ts';

function languagesOf(text: string): string[] {
  const { segments } = readWords([{ id: 'one', text }]);
  return Array.from(segments.language, (language) => LANGUAGES[language] ?? '');
}

describe('A segment in another language is set aside', () => {
  test.each([
    ['english', 'The small towns of this region need more doctors and better public transport.'],
    ['english', 'Thank you for the survey, it was very clear.'],
    [
      'spanish',
      'Los ayuntamientos de la región necesitan más ayuda para los comercios de la ciudad.',
    ],
    [
      'german',
      'Die Bürgermeister der kleinen Städte brauchen mehr Hilfe für die Geschäfte in der Stadt.',
    ],
    [
      'italian',
      'Questo comune ha bisogno di più medici e di una nuova scuola per i bambini della città.',
    ],
    [
      'portuguese',
      'As cidades precisam de mais médicos e de transportes públicos para todos os habitantes.',
    ],
    [
      'other',
      'De burgemeester van deze kleine gemeente wil graag meer winkels in de straten hebben.',
    ],
    ['other', 'Мэр города сказал, что нужны деньги'],
  ])('%s: %s', (language, text) => {
    expect(languagesOf(text)).toEqual([language]);
  });

  test('and the French ones around it are kept', () => {
    const french =
      'Le maire a présenté le projet aux habitants, qui l’ont trouvé trop cher, et le conseil municipal a décidé de revoir la place du marché et les rues autour de l’église avant l’été. ';
    const english =
      'We have been living in this village for ten years and we think that the shops should stay open, because the people who live here need them and they cannot drive to the town every day. ';
    expect(languagesOf(french + english + french)).toEqual(['french', 'english', 'french']);
  });
});

describe('A French answer is never set aside, however short or badly written', () => {
  test.each([
    'RAS',
    'Oui',
    'no comment',
    'Marketing digital',
    'SNCF EDF GDF RATP ANAH ANRU CAF CPAM ARS DDT',
    'Jean Dupont, Marie Durand, Pierre Lefèvre, Paul Zimmermann, Anne Schmitt',
    'Logement, transport, santé, école, emploi',
    'bcp 2 pb ds le centre, pls commerces fermes, tt le monde s en va',
    'Le Click and Collect, le coworking et les start-up, c’est le marketing de demain.',
    'C est la municipalite qui doit agir',
    'LES ELUS NE NOUS ECOUTENT PAS DU TOUT',
    '12 000 €',
  ])('%s', (text) => {
    expect(languagesOf(text)).toEqual(['french']);
  });
});
