import type { CSSProperties } from "react";
import { hue, initials } from "../lib/initials";

export function Avatar({ name, size }: { name: string; size: number }) {
  const style = { "--hue": hue(name), width: size, height: size, fontSize: size * 0.38 } as CSSProperties;
  return (
    <span className="avatar" style={style} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
