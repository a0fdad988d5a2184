import { Alert, AlertActionCloseButton, AlertGroup } from "@patternfly/react-core";
import { createContext, type ReactNode, use, useCallback, useState } from "react";

interface Notice {
  id: number;
  text: string;
}

const NoticeContext = createContext<(text: string) => void>(() => undefined);

/** Tells that something went well. It is announced, and goes away by itself. */
export function useNotice(): (text: string) => void {
  return use(NoticeContext);
}

export function Notices({ children }: { children: ReactNode }) {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const remove = (id: number) => setNotices((list) => list.filter((n) => n.id !== id));
  const add = useCallback((text: string) => setNotices((list) => [...list.slice(-2), { id: (list.at(-1)?.id ?? 0) + 1, text }]), []);
  return (
    <NoticeContext value={add}>
      {children}
      <AlertGroup isToast isLiveRegion aria-label="Notices">
        {notices.map((n) => (
          <Alert key={n.id} variant="success" title={n.text} timeout={8000} onTimeout={() => remove(n.id)} actionClose={<AlertActionCloseButton title={n.text} onClose={() => remove(n.id)} />} />
        ))}
      </AlertGroup>
    </NoticeContext>
  );
}
