import { formatPlural } from '../format.ts';

/** What TypeScript says where sheets of paper are typed. */
export const paperEntryMessages = {
  title: 'Saisir une feuille',
  lead: 'Tapez ce que dit la feuille, dans son ordre. Ce que la personne a laissé en blanc reste en blanc.',
  button: 'Enregistrer et passer à la feuille suivante',
  edit: {
    title: 'Corriger une saisie',
    lead: 'La première version reste au journal\u202f; celle-ci prend sa place.',
    button: 'Enregistrer la correction',
  },
  check: {
    title: 'Seconde saisie',
    lead: 'Tapez la feuille de nouveau, sans regarder la première saisie\u00a0: les deux seront comparées.',
    button: 'Comparer les deux saisies',
    same: 'Les deux saisies sont identiques.',
    differs: (count: number) =>
      `Les deux saisies diffèrent sur ${formatPlural(count, 'question', 'questions')}. Reprenez la feuille pour trancher.`,
  },
  consents: { signed: 'Signé sur la feuille', oral: 'Donné de vive voix' },
  noReference: 'Écrivez sur la feuille une référence, et recopiez-la ici.',
  sameReference:
    'Une feuille de cette référence est déjà saisie\u00a0: vérifiez, ou changez la référence.',
  noConsent: 'Sans accord de la personne, la feuille ne peut pas être saisie.',
  saved: (reference: string, receipt: string) =>
    `Feuille ${reference} saisie, sous le numéro ${receipt}. À la suivante.`,
  corrected: 'La correction a pris la place de la première saisie.',
  facts: {
    source: 'Saisie papier',
    said: (reference: string, by: string, at: string, consent: string) =>
      `feuille ${reference}, par ${by} le ${at}\u202f; accord ${consent.toLocaleLowerCase('fr')}`,
    check: 'Seconde saisie',
    same: (by: string, at: string) => `identique, par ${by} le ${at}`,
    differs: (count: number, by: string, at: string) =>
      `${formatPlural(count, 'différence', 'différences')}, par ${by} le ${at}`,
  },
} as const;
