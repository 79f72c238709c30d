/** What the page where a code is typed says. */
export const codeMessages = {
  title: 'Répondre avec un code',
  faults: {
    length: 'Ce code n’a pas treize signes. Recopiez-le en entier depuis votre courrier.',
    mistyped:
      'Un signe de ce code est mal recopié. Comparez-le, lettre par lettre, à votre courrier.',
    unknown:
      'Ce code ne mène à aucune enquête\u00a0: il a peut-être été remplacé. Demandez-en un autre à qui vous a écrit.',
  },
} as const;
