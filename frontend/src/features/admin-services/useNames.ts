import { useState } from "react";
import type { Names } from "./values";

/** Names that a form has met, for comparing versions; the API tells of some things the identifier only. */
export function useNames(): Names {
  return useState<Names>(() => new Map())[0];
}
