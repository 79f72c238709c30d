import { z } from 'zod';

const PER_PAGE = 30;

/** The page asked for, from an address; the first where it makes no sense. */
export const pageNumber = () => z.coerce.number().int().min(1).max(100_000).catch(1);

/** One page of a list, and the addresses of its neighbours; beyond the last page, the last. */
export function pageOf<Row>(all: readonly Row[], asked: number, hrefOf: (page: number) => string) {
  const pages = Math.max(1, Math.ceil(all.length / PER_PAGE));
  const page = Math.min(asked, pages);
  return {
    rows: all.slice((page - 1) * PER_PAGE, page * PER_PAGE),
    page,
    pages,
    previousHref: page > 1 ? hrefOf(page - 1) : null,
    nextHref: page < pages ? hrefOf(page + 1) : null,
  };
}
