/** The kinds of service: where their pages are and how they are called. */
export const kinds = {
  MeetingRoom: { path: "/rooms/$id", noun: "meeting room", plural: "meeting rooms" },
  Auditorium: { path: "/auditoriums/$id", noun: "auditorium", plural: "auditoriums" },
  Reception: { path: "/receptions/$id", noun: "reception", plural: "receptions" },
  TestCall: { path: "/test-calls/$id", noun: "test call", plural: "test calls" },
} as const;

export type Kind = keyof typeof kinds;
