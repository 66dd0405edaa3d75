import type { GroupsMessages } from './en.ts'

export const mn: GroupsMessages = {
  groups: {
    title: 'groups',
  },
}
