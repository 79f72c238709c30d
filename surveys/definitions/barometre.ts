import { defineQuestionnaire } from '../definition.ts';

/** What those who run projects say of their own conditions of work: short, and asked without names. */
export const barometre = defineQuestionnaire({
  id: 'barometre',
  version: '1',
  title: 'Chefs de projet : ce dont on ne parle pas en réunion',
  introduction:
    'Sept questions, trois minutes. L’enquête est anonyme : répondez comme vous le diriez à un collègue.',
  minutes: 3,
  sections: [
    {
      id: 'conditions',
      title: 'Vos conditions de travail',
      questions: [
        { id: 'origin', type: 'hidden', label: 'Lettre ou réunion par laquelle le lien est venu' },
        {
          id: 'seniority',
          type: 'single',
          label: 'Depuis quand occupez-vous ce poste ?',
          prefillable: true,
          choices: [
            { id: 'under-one', label: 'Moins d’un an' },
            { id: 'one-to-three', label: 'Un à trois ans' },
            { id: 'over-three', label: 'Plus de trois ans' },
          ],
        },
        {
          id: 'hindrances',
          type: 'multiple',
          label: 'Qu’est-ce qui freine le plus votre projet ?',
          hint: 'Trois réponses au plus.',
          max: 3,
          shuffled: true,
          choices: [
            { id: 'time', label: 'Le temps que l’on m’y laisse' },
            { id: 'elected', label: 'Les désaccords entre élus' },
            { id: 'funders', label: 'Les calendriers des financeurs' },
            { id: 'services', label: 'L’accord des autres services' },
            { id: 'inhabitants', label: 'L’attente des habitants' },
            { id: 'nothing', label: 'Rien de tout cela', exclusive: true },
          ],
        },
        {
          id: 'support',
          type: 'scale',
          label: 'Quand vous êtes en difficulté, vous vous sentez',
          min: -2,
          max: 2,
          minLabel: 'seul',
          maxLabel: 'entouré',
        },
        {
          id: 'leaving',
          type: 'single',
          label: 'Pensez-vous quitter ce poste dans l’année ?',
          required: true,
          choices: [
            { id: 'yes', label: 'Oui' },
            { id: 'maybe', label: 'Peut-être' },
            { id: 'no', label: 'Non' },
          ],
        },
        {
          id: 'untold',
          type: 'long-text',
          label: 'Que faudrait-il que l’on sache, et que personne ne dit ?',
          hint: 'N’écrivez rien qui fasse reconnaître quelqu’un, vous compris.',
        },
      ],
    },
  ],
});
