import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { findChromium } from './browser-path.ts';

/** Says at the very end what was left out and why, then counts: a skipped test is never silent. */
export default class Notices implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const count = (state: string) => states.filter((one) => one === state).length;
    if (findChromium() === undefined)
      console.log('Browser tests skipped: no Chromium found (set CHROMIUM_PATH, or install one).');
    if (!existsSync(join(import.meta.dirname, '../../../shared/corpora')))
      console.log('Tests on real corpora skipped: ../shared is absent.');
    console.log(
      `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`,
    );
  }
}
