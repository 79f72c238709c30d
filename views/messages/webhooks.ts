import { formatPlural } from '../format.ts';

/** What TypeScript says of webhooks: programs that a mission tells of what happens. */
export const webhookMessages = {
  title: 'Webhooks',
  new: 'Nouveau webhook',
  secret: 'Secret de signature',
  events: {
    'response.submitted': 'Une réponse est reçue',
    'response.replaced': 'Une réponse est remplacée par son auteur',
    'response.withdrawn': 'Une réponse est retirée par son auteur',
    'survey.published': 'Une enquête ou une nouvelle version est mise en ligne',
    'survey.closed': 'Une enquête est close',
    'survey.reopened': 'Une enquête est rouverte',
    'run.finished': 'Une analyse est terminée',
    'run.failed': 'Une analyse n’a pas abouti',
    'finding.validated': 'Un constat est validé',
    'finding.published': 'Un constat est publié',
    'webhook.trial': 'Essai',
  },
  form: {
    events: 'Choisissez au moins un événement.',
    url: {
      unreadable: 'Indiquez une adresse complète, comme https://exemple.fr/constat.',
      insecure: 'L’adresse doit commencer par https:// pour que rien ne circule en clair.',
      credentials:
        'N’écrivez ni identifiant ni mot de passe dans l’adresse\u00a0: la signature suffit.',
      private: 'Cette adresse mène à une machine privée\u00a0: la plateforme ne l’appelle pas.',
    },
  },
  states: {
    waiting: { label: 'En attente', tone: 'neutral', icon: 'clock' },
    told: { label: 'Reçu', tone: 'positive', icon: 'check' },
    failed: { label: 'Abandonné', tone: 'negative', icon: 'x' },
  },
  faults: {
    private: 'l’adresse mène à une machine privée',
    timeout: 'aucune réponse en dix secondes',
    unreachable: 'la machine ne répond pas',
    certificate: 'le certificat de la machine n’est pas valable',
  },
  answered: (status: number) => `réponse ${status}`,
  attempts: (count: number, what: string) => `${formatPlural(count, 'essai', 'essais')}, ${what}`,
  counts: (total: number, waiting: number) =>
    [formatPlural(total, 'envoi', 'envois'), waiting > 0 ? `dont ${waiting} en attente` : '']
      .filter(Boolean)
      .join(', '),
  facts: { events: 'Événements', personal: 'Données personnelles', created: 'Créé le' },
  personal: {
    yes: 'Les réponses partent avec leurs mots et la fonction de qui répond',
    no: 'Aucune\u00a0: des identifiants et des adresses à ouvrir',
  },
  already: 'Ce webhook est déjà créé. Si vous n’avez pas copié son secret, changez-le.',
  revoked: 'Le webhook est retiré\u00a0: il ne reçoit plus rien.',
  trial: 'Un essai est dans la file.',
  repeated: 'L’envoi repart.',
} as const;
