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
  const [secret, setSecret] = useState<{ title: string; text: string; then?: () => void } | null>(null);
  const [{ data, error }, reload] = useQuery({ query: WebhookQuery, variables: { id }, pause: isNew, context });
  useRefresh(reload, !isNew, 2000);
  const refresh = () => reload({ requestPolicy: "network-only" });
  const open = (created: string) => void navigate({ to: "/webhooks/$id", params: { id: created } });
  if (error && !data?.webhook) return <ErrorState title="The webhook could not be loaded" error={error} onRetry={refresh} />;
  if (!isNew && !data) return <Loading />;
  if (!isNew && !data?.webhook) return <ErrorState title="There is no such webhook" error={new Error("It may have been removed.")} />;
  const shown = secret && (
    <SecretDialog
      title={secret.title}
      description="It signs what is sent, so that the receiver can tell that it came from here. It is shown this once: copy it to where the receiver finds it."
      label="Secret of the webhook"
      secret={secret.text}
      testId="webhook-secret"
      onClose={() => {
        setSecret(null);
        secret.then?.();
      }}
    />
  );
  return (
    <>
      {shown}
      <WebhookForm
        webhook={data?.webhook ?? null}
        onSecret={(title, text) => setSecret({ title, text })}
        // Its page comes when the secret was seen.
        onCreated={(created, text) => (text ? setSecret({ title: "The webhook was made", text, then: () => open(created) }) : open(created))}
        onDone={() => void navigate({ to: "/webhooks" })}
        onActed={refresh}
      />
    </>
  );
}
