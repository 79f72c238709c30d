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
  sessions: {
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
    invited: 'Le compte est créé. Transmettez le lien ci-dessous à son titulaire.',
  },
  runs: {
    interrupted:
      'L’analyse a été interrompue par un arrêt du serveur. Rien n’est perdu\u00a0: relancez-la.',
    failed:
      'L’analyse n’a pas abouti. L’erreur a été consignée\u00a0; les thèmes précédents restent affichés.',
  },
  missions: {
    title: 'Donnez un titre à la mission.',
    template: 'Choisissez comment commencer la mission.',
    created: 'La mission est ouverte.',
  },
} as const;
