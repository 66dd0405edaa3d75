import {
  BedDouble,
  BookOpen,
  Briefcase,
  DoorOpen,
  Dumbbell,
  FlaskConical,
  HeartPulse,
  Presentation,
  Theater,
  Trees,
  Utensils,
} from '@lucide/vue'
import type { Room } from '@schoolgate/protocol/directory/places'
import type { Component } from 'vue'

export const ROOM_ICONS: Record<Room['kind'], Component> = {
  classroom: Presentation,
  lab: FlaskConical,
  canteen: Utensils,
  gym: Dumbbell,
  hall: Theater,
  library: BookOpen,
  yard: Trees,
  isolation: HeartPulse,
  office: Briefcase,
  dormitory: BedDouble,
  other: DoorOpen,
}
