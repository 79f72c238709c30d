import type { FastifyInstance } from 'fastify';
import { render } from '../../views/engine.ts';
import { staffFrame } from '../../views/frame.ts';
import { messages } from '../../views/messages.ts';
import { motifsPage } from '../../views/motifs/page.ts';
import { paths } from '../../views/paths.ts';

/** The page of every component, for those who write pages: registered in development only. */
export function motifs(app: FastifyInstance): void {
  app.get(paths.motifs(), async (_request, reply) =>
    render(reply, 'motifs/show', FRAME, await motifsPage()),
  );
}

const FRAME = staffFrame({
  title: 'Les motifs',
  mission: {
    name: 'Petites villes, Grand Est · Centre-Val de Loire · Occitanie',
    href: paths.mission('motifs'),
    isDemonstration: true,
  },
  user: {
    name: 'Hélène Vasseur',
    role: 'Consultante',
    links: [{ label: 'Mes missions', href: paths.home() }],
    signOutAction: paths.signOut(),
  },
  navigation: (['mission', 'surveys', 'interviews', 'documents', 'runs', 'themes'] as const).map(
    (section) => ({
      label: messages.navigation[section],
      href: paths[section]('motifs'),
      isCurrent: section === 'themes',
    }),
  ),
});
