import type { GroupsMessages } from './en.ts'

export const ru: GroupsMessages = {
  groups: {
    title: 'groups',
  },
}
