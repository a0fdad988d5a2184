import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { SecretDialog } from "../../ui/admin/SecretDialog";
import { useRefresh } from "../../ui/admin/useRefresh";
import { WebhookQuery } from "./documents";
import { WebhookForm } from "./WebhookForm";

const context = { additionalTypenames: ["Webhook"], requestPolicy: "network-only" as const };

/** A webhook, new or existing. */
export function WebhookPage() {
  const { id } = useParams({ from: "/webhooks/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [secret, setSecret] = useState<{ title: string; text: string } | null>(null);
  const [{ data, error }, reload] = useQuery({ query: WebhookQuery, variables: { id }, pause: isNew, context });
  useRefresh(reload, !isNew, 2000);
  const refresh = () => reload({ requestPolicy: "network-only" });
  // The secret of a new webhook is on show while its page is still being loaded.
  const shown = secret && (
    <SecretDialog
      title={secret.title}
      description="It signs what is sent, so that the receiver can tell that it came from here. It is shown this once: copy it to where the receiver finds it."
      label="Secret of the webhook"
      secret={secret.text}
      testId="webhook-secret"
      onClose={() => setSecret(null)}
    />
  );
  const stale = !isNew && data?.webhook?.id !== id && !(data && data.webhook === null);
  if (error && !data?.webhook) return <>{shown}<ErrorState title="The webhook could not be loaded" error={error} onRetry={refresh} /></>;
  if (stale) return <>{shown}<Loading /></>;
  const webhook = isNew ? null : (data?.webhook ?? null);
  if (!isNew && !webhook) return <ErrorState title="There is no such webhook" error={new Error("It may have been removed.")} />;
  return (
    <>
      {shown}
      <WebhookForm
        key={id}
        webhook={webhook}
        onSecret={(title, text) => setSecret({ title, text })}
        onCreated={(created) => void navigate({ to: "/webhooks/$id", params: { id: created } })}
        onDone={() => void navigate({ to: "/webhooks" })}
        onActed={refresh}
      />
    </>
  );
}
