/** What TypeScript says to those who answer, beyond the answers themselves. */
export const responseMessages = {
  twoVersions: 'Écrite sur deux appareils\u00a0: choisissez la version à garder.',
  later: 'Reprendre plus tard',
  withdraw: 'Retirer ma réponse',
  withdrawn: 'Réponse retirée',
} as const;
