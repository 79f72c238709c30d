/**
 * Every French sentence that TypeScript triggers, by noun, then by code.
 * No-break spaces are written \u00a0; apostrophes are ’.
 */
export const messages = {
  /** By HTTP status: what happened, and what to do. */
  errors: {
    400: {
      title: 'Demande illisible',
      sentence:
        'Le serveur n’a pas pu lire cette demande. Revenez à la page précédente et recommencez.',
    },
    401: {
      title: 'Connexion',
      sentence: 'Votre session est fermée. Connectez-vous pour continuer.',
    },
    403: {
      title: 'Action refusée',
      sentence:
        'Cette action n’est pas permise depuis cette page. Rouvrez la page dans votre navigateur et recommencez\u00a0; si le refus persiste, parlez-en à l’administrateur de la plateforme.',
    },
    404: {
      title: 'Page introuvable',
      sentence:
        'Cette adresse ne mène à rien que vous puissiez consulter. Vérifiez le lien, ou repartez de l’accueil.',
    },
    405: {
      title: 'Action impossible',
      sentence: 'Cette page ne permet pas cette action. Repartez de l’accueil.',
    },
    409: {
      title: 'Modifié entre-temps',
      sentence:
        'Quelqu’un a modifié cet élément pendant que vous l’écriviez. Rouvrez-le pour voir sa version actuelle.',
    },
    413: {
      title: 'Envoi trop volumineux',
      sentence:
        'Ce que vous avez envoyé dépasse la taille permise. Réduisez-le, ou envoyez-le en plusieurs fois.',
    },
    415: {
      title: 'Format non pris en charge',
      sentence: 'Le serveur ne sait pas lire ce format d’envoi.',
    },
    422: {
      title: 'À corriger',
      sentence: 'Certaines informations sont à corriger avant de continuer.',
    },
    429: {
      title: 'Trop de demandes',
      sentence: 'Trop de tentatives en peu de temps. Patientez une minute, puis recommencez.',
    },
    500: {
      title: 'Une erreur est survenue',
      sentence:
        'L’erreur vient de nous et elle a été consignée. Ce qui était enregistré l’est toujours. Réessayez dans un instant.',
    },
    503: {
      title: 'Service occupé',
      sentence: 'Le serveur est momentanément occupé. Réessayez dans quelques secondes.',
    },
    507: {
      title: 'Plus de place sur le serveur',
      sentence:
        'Le disque du serveur est plein\u00a0: rien de nouveau ne peut être enregistré, rien n’est perdu. Prévenez l’administrateur.',
    },
  },
  /** Sections of a mission, as its navigation names them. */
  navigation: {
    mission: 'Mission',
    surveys: 'Enquêtes',
    interviews: 'Entretiens',
    documents: 'Documents',
    runs: 'Analyse',
    themes: 'Thèmes',
    findings: 'Constats',
    diagnostic: 'Diagnostic',
    members: 'Équipe',
    stakeholders: 'Acteurs',
    schemes: 'Dispositifs',
    events: 'Journal',
    missions: 'Mes missions',
    accounts: 'Comptes',
    territories: 'Territoires',
    tokens: 'Jetons d’accès',
    help: 'Aide',
  },
  roles: {
    administrator: 'Administration',
    consultant: 'Consultant',
    interviewer: 'Enquêteur',
  },
  categories: {
    mayor: 'Maires et élus municipaux',
    prefecture: 'Préfectures et services de l’État',
    intermunicipality: 'Intercommunalités',
    'region-department': 'Régions et départements',
    chamber: 'Chambres consulaires',
  },
  families: {
    survey: 'Enquête',
    interview: 'Entretien',
    return: 'Remontée',
    document: 'Document',
  },
  kinds: {
    verbatim: 'Verbatim',
    reformulation: 'Reformulation',
    observation: 'Observation',
  },
  consents: {
    'by-name': 'Citation nominative',
    'by-function': 'Citation par fonction',
    internal: 'Usage interne',
  },
  scales: {
    national: 'Échelle nationale',
    regional: 'Échelle régionale',
    departmental: 'Échelle départementale',
    intermunicipal: 'Échelle intercommunale',
  },
  /** What the journal says of each act. */
  events: {
    platform: 'La plateforme',
    otherAction: 'Autre acte',
    actions: {
      'account.create': 'A créé un compte',
      'account.suspend': 'A suspendu un compte',
      'account.restore': 'A rétabli un compte',
      'password.update': 'A changé son mot de passe',
      'mission.create': 'A ouvert la mission',
      'mission.update': 'A modifié la présentation de la mission',
      'mission.threshold': 'A changé le plus petit effectif diffusé',
      'membership.save': 'A mis à jour l’équipe',
      'membership.delete': 'A retiré quelqu’un de l’équipe',
      'stakeholder.create': 'A ajouté un acteur',
      'scheme.create': 'A ajouté un dispositif',
      'survey.publish': 'A mis une enquête en ligne',
      'survey.export': 'A exporté les réponses d’une enquête',
      'survey.importResponses': 'A importé des réponses recueillies ailleurs',
      'survey.undoImport': 'A annulé un import de réponses',
      'survey.exportInternal': 'A fait un export interne des réponses d’une enquête',
      'survey.draft': 'A préparé une enquête',
      'survey.republish': 'A publié une nouvelle version d’un questionnaire',
      'survey.close': 'A clos une enquête',
      'survey.reopen': 'A rouvert une enquête',
      'survey.openLink': 'A ouvert l’adresse publique d’une enquête',
      'survey.closeLink': 'A fermé l’adresse publique d’une enquête',
      'territory.import': 'A importé une liste de communes',
      'audience.import': 'A ajouté des personnes à une enquête',
      'audience.undo': 'A annulé un ajout de personnes à une enquête',
      'samplingPlan.decide': 'A décidé d’un plan de sondage',
      'survey.anonymise': 'A rendu une enquête anonyme',
      'survey.name': 'A rendu une enquête nominative',
      'survey.schedule': 'A changé le calendrier d’une enquête',
      'invitation.create': 'A invité quelqu’un à répondre',
      'invitation.renew': 'A refait un lien d’invitation',
      'invitation.revoke': 'A retiré un lien d’invitation',
      'mailTemplate.save': 'A changé les mots d’un courriel',
      'mailing.create': 'A décidé un envoi de courriels',
      'mailing.pause': 'A mis un envoi en pause',
      'mailing.resume': 'A repris un envoi',
      'mailing.cancel': 'A annulé ce qui restait d’un envoi',
      'mail.decide': 'A tranché pour un courriel d’issue incertaine',
      'submission.create': 'Des réponses ont été reçues',
      'paperEntry.check': 'A saisi une feuille une seconde fois',
      'submission.reopen': 'Une personne modifie ses réponses envoyées',
      'submission.keep': 'Une personne garde ses réponses telles qu’envoyées',
      'submission.replace': 'Des réponses ont été remplacées par leur auteur',
      'submission.withdraw': 'Une réponse a été retirée par son auteur',
      'apiToken.create': 'A créé un jeton d’accès pour un logiciel',
      'apiToken.revoke': 'A retiré un jeton d’accès',
      'webhook.create': 'A créé un webhook',
      'webhook.renew': 'A changé le secret d’un webhook',
      'webhook.revoke': 'A retiré un webhook',
      'run.create': 'A lancé une analyse',
      'run.finish': 'L’analyse est terminée',
      'run.failed': 'L’analyse n’a pas abouti',
      'run.cancelled': 'L’analyse a été annulée',
      'sweep.create': 'A lancé une comparaison de réglages',
      'sweep.resumed': 'A repris une comparaison de réglages',
      'sweep.finished': 'La comparaison de réglages est terminée',
      'sweep.failed': 'La comparaison de réglages n’a pas abouti',
      'sweep.cancelled': 'A arrêté une comparaison de réglages',
      'continuity.accept': 'Une analyse a pris la place de la précédente',
      'continuity.decline': 'A gardé l’analyse précédente',
      'document.create': 'A importé un document',
      'document.withdraw': 'A retiré un document',
      'interview.create': 'A ouvert un entretien',
      'fieldNote.save': 'A enregistré une note d’entretien',
      'dictionary.save': 'A changé le dictionnaire de la mission',
      'theme.rename': 'A renommé un thème',
      'theme.merge': 'A fusionné deux thèmes',
      'theme.split': 'A défait une fusion de thèmes',
      'finding.create': 'A rédigé un brouillon de constat',
      'finding.update': 'A récrit un constat',
      'finding.propose': 'A proposé un constat',
      'finding.review': 'A pris un constat en relecture',
      'finding.validate': 'A validé un constat',
      'finding.return': 'A noté qu’un constat était restitué',
      'finding.publish': 'A noté qu’un constat était publié',
      'finding.reject': 'A écarté un constat',
      'finding.reopen': 'A repris l’écriture d’un constat',
      'finding.question': 'A remis un constat à relire',
      'finding.stale': 'Un constat est à revoir',
      'evidence.create': 'A rattaché un segment à un constat',
      'evidence.update': 'A reclassé une preuve',
      'evidence.delete': 'A retiré une preuve',
      'counterSearch.create': 'A cherché des voix contraires',
    },
  },
  steps: {
    read: 'Lecture des textes',
    matrix: 'Tableau des mots',
    classify: 'Recherche des classes',
    describe: 'Description des thèmes',
    judge: 'Mesure de la stabilité',
  },
  sessions: {
    welcome: (name: string) => `Bonjour ${name}.`,
    refused: 'Adresse ou mot de passe incorrect.',
  },
  accounts: {
    name: 'Indiquez un nom.',
    email: 'Indiquez une adresse électronique complète, comme prenom.nom@exemple.fr.',
    emailTaken: 'Un compte existe déjà pour cette adresse.',
    role: 'Choisissez un rôle.',
    passwordLength: (minimum: number, maximum: number) =>
      `Choisissez un mot de passe de ${minimum} à ${maximum} caractères. Une phrase convient très bien.`,
    lastAdministrator:
      'C’est le dernier compte administrateur\u00a0: il ne peut pas être suspendu.',
    new: 'Nouveau compte',
    link: 'Lien à transmettre',
    suspended: 'Le compte est suspendu\u00a0: ses sessions sont fermées.',
    restored: 'Le compte est rétabli.',
  },
  runs: {
    interrupted:
      'L’analyse a été interrompue par un arrêt du serveur. Rien n’est perdu\u00a0: relancez-la.',
    failed:
      'L’analyse n’a pas abouti. L’erreur a été consignée\u00a0; les thèmes précédents restent affichés.',
  },
  responses: {
    unknownLink:
      'Ce lien ne mène à aucune enquête\u00a0: il est incomplet, ou il a été remplacé. Recopiez-le en entier, ou demandez-en un autre à qui vous l’a envoyé.',
    review: 'Relecture',
    receipt: 'Accusé de réception',
    lookup: 'Vérifier un accusé de réception',
    place: (number: number, count: number) => `Partie ${number} sur ${count}`,
    busy: 'Un autre appareil enregistre cette page au même moment. Renvoyez-la\u00a0: rien n’est perdu.',
    expired:
      'Votre session est fermée. Rouvrez le lien qui vous a été envoyé\u00a0: vous retrouverez vos réponses là où vous les aviez laissées.',
    conflict:
      'D’autres réponses ont déjà été reçues sous le même envoi. Les deux versions sont conservées\u00a0: l’équipe d’étude prendra contact avec vous si besoin.',
  },
  setup: {
    title: 'Installation',
    password: 'Choisir un mot de passe',
    demonstration: 'Entrer dans la démonstration',
  },
  demonstration: {
    title: 'Petites villes, Grand Est · Centre-Val de Loire · Occitanie',
    client: 'Banque des Territoires',
    summary:
      'Ce que disent maires, préfectures, intercommunalités, régions, départements et chambres, à l’hiver 2019-2020. Personnes et communes sont fictives.',
  },
  templates: {
    pvd: {
      label: 'Modèle «\u00a0Petites Villes de Demain\u00a0»',
      hint: 'Trois régions, le questionnaire des élus publié, les cinq guides d’entretien.',
    },
    empty: {
      label: 'Mission vide',
      hint: 'Rien qu’un titre\u00a0: vous composez le reste.',
    },
    demonstration: {
      label: 'Démonstration',
      hint: 'Une mission complète, avec des personnes et des communes fictives, pour découvrir la plateforme.',
    },
  },
  members: {
    account: 'Choisissez une personne.',
    role: 'Choisissez un rôle dans la mission.',
    added: 'L’équipe est à jour.',
    removed: 'Cette personne ne fait plus partie de la mission.',
    last: 'La mission doit garder au moins un consultant.',
  },
  interviews: {
    new: 'Nouvel entretien',
    title: (role: string, organisation: string) =>
      `${role.charAt(0).toUpperCase()}${role.slice(1)}, ${organisation}`,
    errorPrefix: 'À corriger\u00a0: ',
    guide: 'Choisissez un guide d’entretien.',
    heldOn: 'Indiquez la date de l’entretien.',
    consent: 'Indiquez ce que la personne permet.',
    trace: 'Indiquez comment les paroles ont été gardées.',
    asked: 'Indiquez si le sujet est venu spontanément, après relance, ou n’a pas été posé.',
    notAskedButNoted:
      'La question est marquée «\u00a0non posée\u00a0» mais des notes y figurent. Corrigez l’un ou l’autre.',
    tooLong: (maximum: number) =>
      `Une note dépasse ${maximum} caractères. Répartissez-la en plusieurs passages.`,
    conflict:
      'Quelqu’un a enregistré cette note entre-temps. Votre texte est gardé ci-dessous, à côté de la version enregistrée\u00a0: reprenez ce qu’il faut, puis enregistrez.',
    created: 'L’entretien est ouvert. Notez question par question.',
    facts: {
      guide: 'Guide',
      consent: 'Accord',
      trace: 'Trace',
      interviewer: 'Enquêteur',
      progress: 'Avancement',
    },
    progress: (noted: number, total: number) => `${noted} questions notées sur ${total}`,
    noteSaved: 'La note est enregistrée.',
    askedLabels: {
      spontaneous: 'Spontané',
      prompted: 'Après relance',
      'not-asked': 'Non posée',
    },
    states: {
      nothing: 'À noter',
      spontaneous: 'Spontané',
      prompted: 'Après relance',
      'not-asked': 'Non posée',
    },
    consents: {
      'by-name': 'Peut être citée par son nom',
      'by-function': 'Peut être citée par sa fonction',
      internal: 'Ne doit pas être citée (usage interne)',
    },
    traces: {
      recorded: 'Entretien enregistré',
      during: 'Notes prises pendant l’entretien',
      after: 'Notes prises après l’entretien',
    },
  },
  stakeholders: {
    choose: 'Choisissez qui parle, ou ajoutez une personne.',
    new: 'Une nouvelle personne',
    place: 'Choisissez un département ou une région, ou écrivez une commune.',
    region: (name: string) => `Région ${name}`,
    communeUnknown:
      'Cette commune n’est pas reconnue. Écrivez son nom complet, son code postal ou son code Insee.',
    communeAmbiguous: (names: readonly string[]) =>
      `Plusieurs communes correspondent. Recopiez celle qui convient\u00a0: ${names.slice(0, 6).join(', ')}.`,
    function: 'Indiquez la fonction, par exemple «\u00a0maire\u00a0».',
    category: 'Choisissez une catégorie.',
    organisation: 'Indiquez l’organisme ou la collectivité.',
    email:
      'Indiquez une adresse électronique complète, comme prenom.nom@exemple.fr, ou laissez vide.',
    add: 'Nouvel acteur',
    created: 'L’acteur est ajouté.',
  },
  missions: {
    new: 'Nouvelle mission',
    untitled: 'Mission sans titre',
    mine: 'Mes missions',
    defaultTitle: 'Petites Villes de Demain\u00a0: programme national',
    client: 'Banque des Territoires',
    summary:
      'Définir un programme national pour les petites villes, différencié et adapté à chaque réalité locale.',
    title: 'Donnez un titre à la mission.',
    template: 'Choisissez comment commencer la mission.',
    created: 'La mission est ouverte.',
    edit: 'Modifier la mission',
    updated: 'La mission est à jour.',
    tooLong: 'Ce texte est trop long.',
    regions: 'Choisissez des régions de la liste.',
  },
} as const;
