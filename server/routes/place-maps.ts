import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { MAP_PIXELS } from '../../surveys/question-types/map-view.ts';
import { drawPlaceMap } from '../../views/charts/placeMap.ts';

const degrees = (most: number) => z.coerce.number().min(-most).max(most);
const triple = z.tuple([degrees(85), degrees(180), z.coerce.number().min(0.001).max(60)]);
const centre = z
  .preprocess((text) => String(text).slice(0, 80).split(';'), triple)
  .catch([46.6, 2.5, 11.5]);
const mapQuery = z.object({ c: centre, marque: z.literal('1').optional().catch(undefined) });

/** Maps of the geopoint question: drawn here, of nobody's land in particular, so anyone may see them. */
export function placeMaps(app: FastifyInstance): void {
  app.get('/enquetes/carte.svg', async (request, reply) => {
    const { c, marque } = mapQuery.parse(request.query);
    const [latitude, longitude, span] = c;
    return reply
      .header('content-type', 'image/svg+xml; charset=utf-8')
      .header('cache-control', 'public, max-age=86400')
      .send(drawPlaceMap({ latitude, longitude, span }, MAP_PIXELS, marque === '1'));
  });
}
