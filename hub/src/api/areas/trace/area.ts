import type { ApiBase, ApiDeps } from '../../deps.ts'
import { NewestAnswers } from './answers.ts'
import { caseArea } from './case-area.ts'
import { packArea } from './pack-area.ts'
import { questionArea } from './question-area.ts'
import { Turns } from './turns.ts'

/** Tracing: questions and their log, cases with follow-up and interview, rule packs. */
export function traceArea(base: ApiBase, deps: ApiDeps): void {
  const shared = { newest: new NewestAnswers(), wide: new Turns() }
  questionArea(base, deps, shared)
  caseArea(base, deps, shared)
  packArea(base, deps)
}
