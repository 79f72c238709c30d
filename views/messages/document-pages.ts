/** Every French sentence of the pages where documents are imported, read and withdrawn. */
export const documentPages = {
  new: 'Importer un document',
  preview: 'Vérifier avant d’importer',
  errorPrefix: 'À corriger\u00a0: ',
  cutShort: 'L’envoi s’est arrêté en route. Choisissez le fichier et recommencez.',
  fileMissing: 'Choisissez un fichier.',
  tooLarge: (megabytes: number) =>
    `Ce fichier dépasse ${megabytes}\u00a0Mo. Retirez-en les images, ou découpez-le en plusieurs fichiers.`,
  previewGone:
    'Cet aperçu n’est plus disponible\u00a0: il a été importé, ou il a plus d’un jour. Envoyez de nouveau le fichier.',
  kind: 'Choisissez la nature du document.',
  titleMissing: 'Donnez un titre au document.',
  titleTooLong: 'Le titre dépasse 300 caractères. Raccourcissez-le.',
  dated: 'Indiquez une date complète, ou laissez ce champ vide.',
  consent: 'Indiquez ce que permet la personne qui parle.',
  territory: 'Choisissez un département ou une région de la liste.',
  nothingKept: {
    return: 'Aucun passage n’est placé dans une rubrique. Placez-en au moins un.',
    transcript:
      'Aucun intervenant n’est indiqué comme la personne entendue. Indiquez qui répond aux questions.',
    other: 'Aucun texte n’a été trouvé avec ces choix. Choisissez la colonne du texte.',
  },
  noTranscript:
    'Aucune prise de parole n’a été reconnue dans ce document (« Enquêteur\u00a0: », « [Chercheur] », questions en gras…). Il sera importé d’un seul tenant, questions comprises.',
  duplicate: (date: string) =>
    `Ce fichier a déjà été importé le ${date}\u00a0: le voici. Rien n’a été ajouté.`,
  created: (count: string) => `Le document est importé\u00a0: ${count}.`,
  withdrawn: 'Le document est retiré\u00a0: ses textes ne comptent plus dans les analyses.',
  reason: 'Dites en une phrase pourquoi ce document est retiré.',
  reasonTooLong: 'Cette raison dépasse 500 caractères. Raccourcissez-la.',
  evidenceRests:
    'Des constats s’appuient sur ce document. Retirez d’abord ces preuves, puis recommencez.',
  kinds: {
    return: 'Remontée de préfet',
    transcript: 'Entretien retranscrit',
    other: 'Autre document',
  },
  kindHints: {
    return: 'Répartie entre les quatre rubriques de l’instruction.',
    transcript: 'Les questions de l’enquêteur sont mises de côté.',
    other: 'Rapport, contributions, tableau de réponses.',
  },
  rubrics: {
    schemes: 'Dispositifs et acteurs déjà engagés',
    needs: 'Besoins prioritaires et thématiques',
    vulnerable: 'Collectivités vulnérables',
    centralities: 'Centralités prioritaires',
  },
  noRubric: 'Ne pas garder',
  roles: {
    interviewer: 'Pose les questions',
    interviewee: 'Est la personne entendue',
    unknown: 'À mettre de côté',
  },
  consents: {
    'by-name': 'Peut être citée par son nom',
    'by-function': 'Peut être citée par sa fonction',
    internal: 'Ne doit pas être citée (usage interne)',
  },
  facts: {
    kind: 'Nature',
    speaker: 'Qui parle',
    territory: 'Territoire',
    dated: 'Date',
    consent: 'Citation',
    file: 'Fichier',
    hash: 'Empreinte',
    imported: 'Importé',
  },
  importedBy: (date: string, name: string | null) =>
    name === null ? `le ${date}` : `le ${date}, par ${name}`,
  fileFact: (name: string, size: string) => `${name} (${size})`,
  size: {
    kilobytes: (value: string) => `${value}\u00a0ko`,
    megabytes: (value: string) => `${value}\u00a0Mo`,
  },
  formats: {
    docx: 'Word',
    odt: 'OpenDocument',
    pdf: 'PDF',
    text: 'texte',
    csv: 'CSV',
    xlsx: 'Excel',
    xls: 'Excel 97-2003',
    iramuteq: 'IRaMuTeQ',
    jsonl: 'JSONL',
  },
  unplaced: 'Sans titre reconnu',
  evidenceRole: {
    supports: 'Appuie',
    contradicts: 'Contredit',
    qualifies: 'Nuance',
    illustrates: 'Illustre',
  },
} as const;
