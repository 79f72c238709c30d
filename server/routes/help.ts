import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findAccount } from '../../db/queries/accounts.ts';
import { render } from '../../views/engine.ts';
import { staffFrame } from '../../views/frame.ts';
import { explorationMessages } from '../../views/messages/explorations.ts';
import { messages } from '../../views/messages.ts';
import { paths } from '../../views/paths.ts';
import { accountFrame } from '../frames.ts';
import type { Services } from '../services.ts';

/** Help, open to all: what each person does, the rules of evidence, the method explained. */
export function help(app: FastifyInstance, { store }: Services): void {
  app.get(paths.help(), async (request, reply) => {
    return render(reply, 'help/show', await frameOf(request, messages.navigation.help), {});
  });

  app.get(paths.method(), async (request, reply) => {
    return render(reply, 'help/method', await frameOf(request, explorationMessages.method), {});
  });

  async function frameOf(request: FastifyRequest, title: string) {
    const { accountId } = request.session;
    const account = accountId ? await findAccount(store, accountId) : undefined;
    return account ? accountFrame(request, account, { title }) : staffFrame({ title });
  }
}
