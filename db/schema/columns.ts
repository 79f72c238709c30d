/**
 * Columns that every table spells the same way: text ids, epoch milliseconds, JSON as text.
 * A state is a row that says who and when (a withdrawal, a status, a suspension), never a flag flipped.
 * Declared as functions, which exist before the table that they point to: the two name each other.
 */
import { type AnySQLiteColumn, integer, text } from 'drizzle-orm/sqlite-core';
import { accounts } from './accounts.ts';

export function id() {
  return text('id').primaryKey();
}

export function at(name: string) {
  return integer(name).notNull();
}

export function account(name: string) {
  return text(name).references((): AnySQLiteColumn => accounts.id);
}
