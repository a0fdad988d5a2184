import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { ThemeQuery } from "./documents";
import { ThemeForm } from "./ThemeForm";

const context = { additionalTypenames: ["Theme", "GlobalSettings"], requestPolicy: "network-only" as const };

/** A theme, new or existing. */
export function ThemePage() {
  const { id } = useParams({ from: "/themes/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [{ data, error }, reload] = useQuery({ query: ThemeQuery, variables: { id }, pause: isNew, context });
  const refresh = () => reload({ requestPolicy: "network-only" });
  if (!isNew && error && !data?.theme) return <ErrorState title="The theme could not be loaded" error={error} onRetry={refresh} />;
  if (!isNew && !data) return <Loading />;
  const theme = isNew ? null : (data?.theme ?? null);
  if (!isNew && !theme) return <ErrorState title="There is no such theme" error={new Error("It may have been removed.")} />;
  return (
    <ThemeForm
      theme={theme}
      onCreated={(created) => void navigate({ to: "/themes/$id", params: { id: created } })}
      onDone={() => void navigate({ to: "/themes" })}
      onActed={refresh}
    />
  );
}
