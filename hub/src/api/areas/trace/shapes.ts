import { recordIdSchema } from '@schoolgate/protocol/directory/base'
import { id8Schema } from '@schoolgate/protocol/hex'
import { z } from '../../shapes.ts'

export const caseParam = z.object({ case: recordIdSchema })
export const questionParam = z.object({ question: recordIdSchema })
export const contactParam = caseParam.extend({ person: id8Schema })
