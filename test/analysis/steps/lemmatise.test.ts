import { describe, expect, test } from 'vitest';
import { createLineReader, tokensOfLine } from '../../../analysis/words.ts';

const reader = createLineReader();

/** « lemma/pos » of the words so written, in order. */
function lemmasOf(text: string, form: string): string[] {
  return tokensOfLine(text, reader)
    .filter((token) => token.form.toLowerCase() === form)
    .map(({ lemma, pos }) => `${lemma}/${pos}`);
}

describe('A form that may be several words is read in its context', () => {
  test.each([
    ['la porte est ouverte, elle la porte', 'porte', ['porte/noun', 'porter/verb']],
    ['on marche vers le marché, une marche', 'marche', ['marcher/verb', 'marche/noun']],
    ['je suis maire et je suis le dossier', 'suis', ['être/auxiliary', 'être/auxiliary']],
    ['cet été a été chaud', 'été', ['été/noun', 'être/auxiliary']],
    ['il fait froid, c’est un fait', 'fait', ['faire/verb', 'fait/noun']],
    ['nous sommes trois, les sommes versées', 'sommes', ['être/auxiliary', 'somme/noun']],
    ['une fois par mois', 'fois', ['fois/noun']],
    ['une fois par mois', 'mois', ['mois/noun']],
    ['mon fils habite ici', 'fils', ['fils/noun']],
    ['il faut agir', 'faut', ['falloir/verb']],
    ['elle doit partir', 'doit', ['devoir/verb']],
    ['il n’y a plus de médecin', 'plus', ['plus/adverb']],
    ['tout le bourg, tout est fermé', 'tout', ['tout/tool', 'tout/tool']],
    ['c’est bien, le bien commun', 'bien', ['bien/adverb', 'bien/noun']],
    ['le reste a fermé, il reste deux cafés', 'reste', ['reste/noun', 'rester/verb']],
    ['on vide les maisons vides', 'vide', ['vider/verb']],
    ['on vide les maisons vides', 'vides', ['vide/adjective']],
    ['les médecins partent, une part du budget', 'part', ['part/noun']],
    ['mettre en place un guichet, je place mon argent', 'place', ['place/noun', 'placer/verb']],
    ['en passant par le bourg, un passant', 'passant', ['passer/verb', 'passant/noun']],
    ['des produits qui sont produits ici', 'produits', ['produit/noun', 'produire/verb']],
    ['ils livrent un livre', 'livre', ['livre/noun']],
    ['il ouvre la boutique', 'ouvre', ['ouvrir/verb']],
    ['de nouvelles aides', 'nouvelles', ['nouveau/adjective']],
    ['les travaux du pont', 'travaux', ['travail/noun']],
    ['les droits et les devoirs', 'devoirs', ['devoir/noun']],
  ])('%s → %s', (text, form, expected) => {
    expect(lemmasOf(text, form)).toEqual(expected);
  });
});

describe('Words that matter to élus always come out right', () => {
  test.each([
    ['Les maires et leurs élus', 'maires', 'maire/noun'],
    ['Élus depuis 2020, ils', 'élus', 'élu/noun'],
    ['les élues de la commune ont voté', 'élues', 'élu/noun'],
    ['les élus de la commune ont voté', 'commune', 'commune/noun'],
    ['une petite commune et son bourg', 'commune', 'commune/noun'],
    ['les communes nouvelles sont grandes', 'communes', 'commune/noun'],
    ['des centres-bourgs vides', 'centres-bourgs', 'centre-bourg/noun'],
    ['les dispositifs d’aide', 'dispositifs', 'dispositif/noun'],
    ['l’ingénierie manque', 'ingénierie', 'ingénierie/noun'],
    ['les préfectures et sous-préfectures', 'sous-préfectures', 'sous-préfecture/noun'],
    ['le Maire et la Région', 'maire', 'maire/noun'],
    ['l’État nous aide', 'état', 'État/noun'],
  ])('%s → %s', (text, form, expected) => {
    expect(lemmasOf(text, form).map((lemma) => lemma.toLowerCase())).toEqual([
      expected.toLowerCase(),
    ]);
  });
});

describe('Text that was not carefully written', () => {
  test('without accents gives the same lemmas', () => {
    const careful =
      'Les élus ont été consultés, le préfet décide et les médecins étaient très inquiets.';
    const bare = careful.normalize('NFD').replace(/\p{M}/gu, '');
    const lemmas = (text: string) => tokensOfLine(text, reader).map(({ lemma }) => lemma);
    expect(lemmas(bare)).toEqual(lemmas(careful));
  });

  test('in capitals gives the same lemmas, with or without accents', () => {
    const lemmas = (text: string) => tokensOfLine(text, reader).map(({ lemma }) => lemma);
    const expected = [
      'lui',
      'falloir',
      'refaire',
      'le',
      'trottoir',
      'et',
      'le',
      'place',
      'de',
      'marché',
    ];
    expect(lemmas('Il faut refaire les trottoirs et la place du marché')).toEqual(expected);
    expect(lemmas('IL FAUT REFAIRE LES TROTTOIRS ET LA PLACE DU MARCHE')).toEqual(expected);
    expect(lemmas('IL FAUT REFAIRE LES TROTTOIRS ET LA PLACE DU MARCHÉ')).toEqual(expected);
  });

  test('keeps acronyms apart from the words that they resemble', () => {
    expect(lemmasOf('un PLU et un AMI pour un ami', 'plu')).toEqual(['PLU/noun']);
    expect(lemmasOf('un PLU et un AMI pour un ami', 'ami')).toEqual(['AMI/noun', 'ami/noun']);
  });

  test('spelt as in messages is spelt out', () => {
    expect(lemmasOf('bcp de pb de logt', 'bcp')).toEqual(['beaucoup/adverb']);
    expect(lemmasOf('bcp de pbs de logt', 'pbs')).toEqual(['problème/noun']);
  });

  test('with a letter doubled or not is recognised', () => {
    expect(lemmasOf('le dévelopement rural', 'dévelopement')).toEqual(['développement/noun']);
  });

  test('as people speak: hesitations and repeated words do not change how the others are read', () => {
    const lemmas = (text: string) =>
      tokensOfLine(text, reader)
        .filter(({ pos }) => pos !== 'hesitation')
        .map(({ form, lemma }) => `${form}/${lemma}`);
    expect(lemmas('on a, euh, porté le, le projet')).toEqual([
      'on/on',
      'a/avoir',
      'porté/porter',
      'le/le',
      'le/le',
      'projet/projet',
    ]);
  });
});

describe('A word that no lexicon knows', () => {
  test.each([
    ['les écoquartiers', 'écoquartiers', 'écoquartier/noun'],
    ['il faut redynamiser', 'redynamiser', 'redynamiser/verb'],
    ['des réunions pré-opérationnelles', 'pré-opérationnelles', 'pré-opérationnel/adjective'],
    ['ses arrière-petits-enfants', 'arrière-petits-enfants', 'arrière-petit-enfant/noun'],
    ['les zorglubs', 'zorglubs', 'zorglub/unknown'],
    ['une visite zorglubienne', 'zorglubienne', 'zorglubien/unknown'],
    ['les élu(e)s', 'élu(e)s', 'élu/noun'],
    ['les électeurs·rices', 'électeurs·rices', 'électeur/noun'],
  ])('is read from how it is made: %s', (text, form, expected) => {
    expect(lemmasOf(text, form)).toEqual([expected]);
  });

  test('is a name with a capital inside a sentence, and its form else', () => {
    expect(lemmasOf('à Zorglubville hier', 'zorglubville')).toEqual(['Zorglubville/proper']);
    expect(lemmasOf('à Saint-Dié-des-Vosges', 'saint-dié-des-vosges')).toEqual([
      'Saint-Dié-des-Vosges/proper',
    ]);
  });

  test('may be called like a property of every object', () => {
    for (const word of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']) {
      expect(tokensOfLine(`le ${word}`, reader)[0]?.lemma).toBe('le');
    }
  });
});

describe('The mission’s own lemmas', () => {
  const own = createLineReader({
    expressions: [],
    lemmas: {
      intercos: 'intercommunalité',
      suis: 'suivre',
      'Com’Com': 'communauté de communes',
      élus: 'élu',
    },
    ignored: [],
  });

  test('come before the lexicon’s', () => {
    const lemmas = tokensOfLine('je suis les intercos, la com’com et les élus', own);
    expect(lemmas.filter(({ pos }) => pos !== 'tool').map(({ lemma }) => lemma)).toEqual([
      'suivre',
      'intercommunalité',
      'communauté de communes',
      'élu',
    ]);
  });
});
