/** What TypeScript says to those who answer, beyond the answers themselves. */
export const responseMessages = {
  twoVersions: 'Écrite sur deux appareils\u00a0: choisissez la version à garder.',
  tampered:
    'Ce lien devait remplir quelques réponses à l’avance, mais il a été modifié ou coupé en route\u00a0: rien n’a été rempli. Vous pouvez répondre normalement.',
  alreadyAnonymous:
    'Ce lien a déjà servi\u00a0: une réponse a été reçue. L’enquête est anonyme, rien ne dit laquelle\u00a0; elle ne peut plus être modifiée.',
  fileTooLarge: (megabytes: number) =>
    `Ce fichier dépasse ${megabytes}\u00a0Mo\u00a0: choisissez-en un plus léger.`,
  fileRefused:
    'Ce fichier n’est pas d’un type accepté ici. Joignez une photo, un PDF, un document ou un enregistrement, selon la question.',
  paper: 'Version papier',
  later: 'Reprendre plus tard',
  withdraw: 'Retirer ma réponse',
  withdrawn: 'Réponse retirée',
} as const;
