/** What TypeScript says where links are filled in beforehand. */
export const prefillMessages = {
  title: 'Liens préremplis',
  link: 'Lien personnel',
  completed: 'Lien prérempli',
  fileName: 'liens-preremplis',
  hint: (name: string) => `Nom court\u00a0: ${name}`,
  header: (names: readonly string[]) =>
    `Par exemple\u00a0: ${['Lien personnel', ...names].join(' ; ')}`,
  refused: 'Cette valeur n’est pas une réponse à la question.',
  tooLong: 'Ces valeurs sont trop longues pour tenir dans une adresse\u00a0: raccourcissez-les.',
  noLink: 'Il manque une colonne «\u00a0Lien personnel\u00a0».',
  noColumn: (names: readonly string[]) =>
    `Aucune colonne ne porte le nom court d’une question\u00a0: ${names.join(', ')}.`,
  unknownLink: (line: number) =>
    `Ligne ${line}\u00a0: ce lien n’est pas de cette enquête, ou il a été retiré.`,
  wrongValue: (line: number, name: string) =>
    `Ligne ${line}, colonne ${name}\u00a0: cette valeur n’est pas une réponse à la question.`,
  lineTooLong: (line: number) =>
    `Ligne ${line}\u00a0: ces valeurs sont trop longues pour une adresse.`,
} as const;
