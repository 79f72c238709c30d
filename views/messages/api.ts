/** What TypeScript says of the API: to programs, and to those who write them. */
export const apiMessages = {
  title: 'API',
  help: 'API de la plateforme',
  /** Problems that an ordinary page never has. */
  problems: {
    missing:
      'Joignez un jeton\u00a0: Authorization: Bearer cst_… Créez-le depuis votre compte, page «\u00a0Jetons\u00a0».',
    unknown: 'Ce jeton n’ouvre rien\u00a0: il est inconnu, expiré ou retiré.',
    inAddress:
      'Un jeton ne se met pas dans une adresse, où des journaux le garderaient. Mettez-le dans l’en-tête Authorization, et retirez celui-ci.',
    scope: (scope: string) => `Ce jeton n’a pas la permission ${scope}.`,
    json: 'Envoyez du JSON (Content-Type: application/json).',
    invalid: 'Certains champs sont à corriger.',
    closed: 'L’enquête n’est pas ouverte aux réponses.',
    conflict:
      'D’autres réponses ont déjà été reçues sous cette clé. Les deux versions sont conservées.',
    unpublished:
      'Des modifications attendent d’être publiées dans l’éditeur. Publiez-les ou abandonnez-les d’abord.',
    questionnaire: 'Ce questionnaire ne peut pas être publié en l’état.',
    running: 'Une analyse est déjà en cours\u00a0: attendez son issue.',
    busy: 'Trop d’exports à la fois. Réessayez dans un instant.',
  },
  /** Of one field, by what is wrong with it. */
  fields: {
    missing: 'Champ obligatoire.',
    type: 'Cette valeur n’est pas du type attendu.',
    value: 'Cette valeur n’est pas parmi celles attendues.',
    format: 'Cette valeur n’a pas la forme attendue.',
    tooSmall: 'Cette valeur est trop courte ou trop petite.',
    tooBig: 'Cette valeur est trop longue ou trop grande.',
    unknown: 'Champ inconnu.',
    other: 'Valeur refusée.',
  },
  scopes: {
    'surveys:read': 'Lire les enquêtes et leurs questionnaires',
    'surveys:write': 'Publier une nouvelle version d’un questionnaire',
    'invitations:read': 'Lire les acteurs et les invitations',
    'invitations:write': 'Inviter et retirer des invitations',
    'responses:read': 'Lire les réponses, les résultats et les exports',
    'responses:write': 'Envoyer des réponses',
    'analysis:read': 'Lire les analyses, les thèmes et les constats',
    'analysis:write': 'Lancer une analyse',
  },
  tags: {
    missions: 'Missions',
    surveys: 'Enquêtes',
    questionnaires: 'Questionnaires',
    invitations: 'Invitations',
    responses: 'Réponses',
    runs: 'Analyses',
    findings: 'Thèmes et constats',
  },
  tokens: {
    title: 'Jetons d’accès',
    secret: 'Votre jeton',
    allMissions: 'Toutes mes missions',
    name: 'Donnez un nom au jeton, par exemple celui du logiciel.',
    nameTooLong: 'Ce nom dépasse 100 caractères.',
    scopes: 'Choisissez au moins une permission.',
    mission: 'Choisissez une de vos missions, ou toutes.',
    validity: 'Choisissez une durée.',
    validities: { '30': '30 jours', '90': '90 jours', '365': 'Un an', never: 'Sans limite' },
    revoked: 'Le jeton est retiré\u00a0: il n’ouvre plus rien.',
    never: 'Jamais servi',
  },
} as const;

export type Scope = keyof typeof apiMessages.scopes;
export const SCOPES = Object.keys(apiMessages.scopes) as readonly Scope[]; // its own keys
