import { defineGuide, type GuideInput, type InterviewGuide } from '../guide.ts';

type SectionInput = GuideInput['sections'][number];
type QuestionInput = SectionInput['questions'][number];

/** The specific questions of a category, each asked within the section of the common trunk that it deepens. */
type SpecificQuestions = Readonly<Record<string, readonly Omit<QuestionInput, 'isSpecific'>[]>>;

const VERSION = '2026-11';

const COMMON_FOLLOW_UPS = [
  'Un exemple daté ?',
  'Qui ne serait pas d’accord ?',
  'Et sans cette aide ?',
];

const trunk: readonly SectionInput[] = [
  {
    id: 'framing',
    title: 'Cadre de l’entretien',
    minutes: 3,
    questions: [
      {
        id: 'framing',
        label:
          'Nous allons parler une heure environ. Comment souhaitez-vous que vos propos soient repris, et acceptez-vous l’enregistrement ?',
        followUps: [
          'Par votre nom, par votre fonction, ou pour notre seule information ?',
          'Certains points doivent-ils rester entre nous ?',
        ],
      },
    ],
  },
  {
    id: 'role',
    title: 'Rôle et territoire',
    minutes: 8,
    questions: [
      {
        id: 'role',
        label: 'Quel est votre rôle, et sur quel territoire l’exercez-vous ?',
        followUps: [
          'Depuis quand ?',
          'Quelles petites villes connaissez-vous le mieux ?',
          'Avec qui travaillez-vous au quotidien ?',
        ],
      },
    ],
  },
  {
    id: 'trajectory',
    title: 'Trajectoire de la petite ville',
    minutes: 12,
    questions: [
      {
        id: 'trajectory',
        label: 'Comment les petites villes de votre territoire ont-elles évolué depuis dix ans ?',
        followUps: [...COMMON_FOLLOW_UPS, 'Qu’est-ce qui a tenu, malgré tout ?'],
      },
    ],
  },
  {
    id: 'schemes',
    title: 'Dispositifs : ce qui aide, ce qui gêne',
    minutes: 15,
    questions: [
      {
        id: 'schemes',
        label: 'Parmi les dispositifs que vous pratiquez, lesquels aident, lesquels gênent ?',
        followUps: [...COMMON_FOLLOW_UPS, 'Combien de temps entre la demande et le premier euro ?'],
      },
    ],
  },
  {
    id: 'engineering',
    title: 'Ingénierie et jeu d’acteurs',
    minutes: 12,
    questions: [
      {
        id: 'engineering',
        label: 'Qui fait quoi, et avec quels moyens, pour qu’un projet aboutisse ?',
        followUps: [...COMMON_FOLLOW_UPS, 'Qui manque autour de la table ?'],
      },
    ],
  },
  {
    id: 'programme',
    title: 'Le programme souhaitable',
    minutes: 15,
    questions: [
      {
        id: 'programme-core',
        label: 'Que devrait apporter un programme national, partout de la même façon ?',
        followUps: COMMON_FOLLOW_UPS,
      },
      {
        id: 'programme-regional',
        label: 'Qu’est-ce qui devrait au contraire se décider ici, dans votre région ?',
        followUps: COMMON_FOLLOW_UPS,
      },
      {
        id: 'knock-on',
        label: 'À quelles conditions ce programme entraînerait-il d’autres investissements ?',
        followUps: [...COMMON_FOLLOW_UPS, 'Publics, privés, de qui ?'],
      },
      {
        id: 'to-avoid',
        label: 'Que faudrait-il éviter à tout prix ?',
        followUps: COMMON_FOLLOW_UPS,
      },
    ],
  },
  {
    id: 'closing',
    title: 'Clôture',
    minutes: 5,
    questions: [
      {
        id: 'closing',
        label: 'Qui devrions-nous rencontrer, et quels documents devrions-nous lire ?',
        followUps: [
          'Souhaitez-vous relire les citations retenues ?',
          'Y a-t-il une question que nous aurions dû poser ?',
        ],
      },
    ],
  },
];

export const prefecture = guide('prefecture', 'Préfecture, sous-préfecture, DDT', {
  trajectory: [
    {
      id: 'debated-communes',
      label: 'Quelles communes ont fait débat, et sur quel critère ?',
      followUps: ['Qui a tranché ?', 'Laquelle ajouteriez-vous aujourd’hui ?'],
    },
  ],
  schemes: [
    {
      id: 'return-building',
      label: 'Comment avez-vous construit votre remontée de décembre 2019 ?',
      followUps: ['Qui avez-vous consulté ?', 'Qu’avez-vous laissé de côté ?'],
    },
    {
      id: 'regional-sufficiency',
      label: 'Où la région et le département sont-ils déjà suffisants ?',
      followUps: ['Et là où ils ne le sont pas ?', 'Un exemple daté ?'],
    },
  ],
  engineering: [
    {
      id: 'state-capacity',
      label: 'Que peuvent vos services, concrètement, en jours-homme ?',
      followUps: ['Par commune et par an ?', 'Qu’avez-vous dû refuser ?'],
    },
  ],
  programme: [
    {
      id: 'rule-to-relax',
      label: 'Quelle règle nationale faudrait-il pouvoir assouplir ?',
      followUps: ['Qui s’y opposerait ?', 'Sur quel dossier a-t-elle bloqué ?'],
    },
  ],
});

export const mayor = guide('mayor', 'Maire', {
  trajectory: [
    {
      id: 'centre-then-now',
      label: 'Racontez-nous votre centre il y a dix ans, et aujourd’hui.',
      followUps: ['Quel a été le tournant ?', 'Que diraient les commerçants ?'],
    },
  ],
  schemes: [
    {
      id: 'last-file',
      label: 'Le dernier dossier que vous avez monté : qui a fait quoi, en combien de temps ?',
      followUps: ['Qui tenait la plume ?', 'Où a-t-il attendu ?'],
    },
    {
      id: 'project-in-drawer',
      label: 'Avez-vous un projet resté dans le tiroir ?',
      followUps: ['Que lui a-t-il manqué ?', 'Que coûterait-il ?'],
    },
  ],
  engineering: [
    {
      id: 'who-decides',
      label: 'Qui décide vraiment, vous ou l’intercommunalité ?',
      followUps: ['Un désaccord récent ?', 'Comment s’est-il réglé ?'],
    },
    {
      id: 'project-lead',
      label: 'Que changerait un chef de projet, et que resterait-il après lui ?',
      followUps: ['Qui l’emploierait ?', 'Pourriez-vous le garder ?'],
    },
  ],
});

export const intermunicipality = guide('intermunicipality', 'Intercommunalité, DGS', {
  trajectory: [
    {
      id: 'balance',
      label: 'Comment s’équilibrent la ville-centre et les autres communes ?',
      followUps: ['Qui se sent oublié ?', 'Un vote serré ?'],
    },
  ],
  schemes: [
    {
      id: 'funders-calendar',
      label: 'Le calendrier des financeurs tient-il dans le vôtre ?',
      followUps: ['Une subvention perdue pour une date ?', 'Qui a cédé ?'],
    },
    {
      id: 'contracts',
      label: 'Combien de contrats suivez-vous, et lesquels faudrait-il fusionner ?',
      followUps: ['Qui les suit ?', 'Combien de comités par an ?'],
    },
  ],
  engineering: [
    {
      id: 'competences',
      label: 'Quelles sont vos compétences et vos effectifs réels ?',
      followUps: ['Combien d’agents sur l’aménagement ?', 'Des postes restés vacants ?'],
    },
  ],
  programme: [
    {
      id: 'facilitation',
      label: 'Qui animerait le programme ?',
      followUps: ['Avec quelle légitimité ?', 'Et si ce n’était pas vous ?'],
    },
  ],
});

export const regionDepartment = guide('region-department', 'Région, département', {
  schemes: [
    {
      id: 'scheme-genesis',
      label: 'Comment votre dispositif est-il né, et quel bilan en faites-vous ?',
      followUps: ['Combien de communes, quel montant ?', 'Que referiez-vous autrement ?'],
    },
    {
      id: 'criteria',
      label: 'Quels critères faut-il conserver, lesquels aligner ?',
      followUps: ['Qui perdrait à l’alignement ?', 'Un cas limite ?'],
    },
    {
      id: 'missed-communes',
      label: 'Quelles communes échappent à tous les dispositifs ?',
      followUps: ['Pourquoi elles ?', 'Qui s’en occupe aujourd’hui ?'],
    },
  ],
  programme: [
    {
      id: 'adjuvant-effect',
      label: 'Où un programme national aurait-il un effet adjuvant, où ferait-il doublon ?',
      followUps: ['Et sans cette aide ?', 'Sur quelle ligne budgétaire ?'],
    },
    {
      id: 'one-stop-shop',
      label: 'Seriez-vous prêts à un guichet commun, et à quelles conditions ?',
      followUps: ['Qui instruirait ?', 'Que ne céderiez-vous pas ?'],
    },
  ],
});

export const chamber = guide('chamber', 'Chambre consulaire', {
  trajectory: [
    {
      id: 'observations',
      label: 'Qu’observez-vous sur la vacance, la transmission, la périphérie ?',
      followUps: ['Quels chiffres, de quand ?', 'Où est-ce l’inverse ?'],
    },
  ],
  schemes: [
    {
      id: 'business-needs',
      label: 'Qu’attendent les entreprises qu’aucun dispositif ne couvre ?',
      followUps: ['Laquelle vous l’a dit ?', 'Un exemple daté ?'],
    },
  ],
  engineering: [
    {
      id: 'association',
      label: 'Êtes-vous associés tôt ou tard aux projets ?',
      followUps: ['Par qui ?', 'Qu’auriez-vous changé, plus tôt ?'],
    },
    {
      id: 'data-sharing',
      label: 'Quelles données pouvez-vous partager ?',
      followUps: ['À quelle maille ?', 'À quelles conditions ?'],
    },
  ],
  programme: [
    {
      id: 'transferable-case',
      label: 'Connaissez-vous ailleurs un cas réussi, et transposable ici ?',
      followUps: ['Qu’avait-il de particulier ?', 'Qui pourrait le porter ici ?'],
    },
  ],
});

export const guides: readonly InterviewGuide[] = [
  prefecture,
  mayor,
  intermunicipality,
  regionDepartment,
  chamber,
];

function guide(id: string, audience: string, specific: SpecificQuestions): InterviewGuide {
  const sections = trunk.map((section) => withSpecific(section, specific[section.id] ?? []));
  return defineGuide({
    id,
    version: VERSION,
    title: `Guide d’entretien\u00a0: ${audience}`,
    audience,
    sections,
  });
}

function withSpecific(section: SectionInput, specific: SpecificQuestions[string]): SectionInput {
  const added = specific.map((question) => ({ ...question, isSpecific: true }));
  return { ...section, questions: [...section.questions, ...added] };
}
