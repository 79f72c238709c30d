import { formatPlural } from '../format.ts';

/** What TypeScript says on the page of the ways to answer. */
export const modeMessages = {
  title: 'Façons de répondre',
  modes: {
    named: {
      label: 'Oui, enquête nominative',
      hint: 'On sait qui a répondu quoi\u00a0; chacun peut modifier ou retirer sa réponse.',
    },
    anonymous: {
      label: 'Non, enquête anonyme',
      hint: 'On sait qui a répondu, jamais quoi\u00a0; rien ne peut être modifié ni retiré après l’envoi.',
    },
  },
  strata: { category: 'La catégorie (maire, préfecture…)', regionCode: 'La région' },
  strataSaid: (names: readonly string[]) =>
    names.length === 0
      ? 'Les réponses ne gardent rien de la personne invitée.'
      : `Les réponses gardent, là où les groupes sont assez grands\u00a0: ${names.join(', ')}.`,
  strataNames: { category: 'la catégorie', regionCode: 'la région' },
  smallest: (count: number) =>
    `Le plus petit groupe compte aujourd’hui ${formatPlural(count, 'personne invitée', 'personnes invitées')}.`,
  identifying: (count: number) =>
    `Une enquête anonyme ne peut pas demander ce qui dit qui répond\u00a0: retirez ${
      count === 1 ? 'cette question' : `ces ${count} questions`
    } du questionnaire, puis revenez.`,
  settled: 'Quelqu’un a commencé à répondre entre-temps\u00a0: le choix ne peut plus changer.',
  saved: { anonymous: 'L’enquête est anonyme.', named: 'L’enquête est nominative.' },
} as const;
