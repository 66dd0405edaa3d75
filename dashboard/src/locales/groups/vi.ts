import type { GroupsMessages } from './en.ts'

export const vi: GroupsMessages = {
  groups: {
    title: 'groups',
  },
}
