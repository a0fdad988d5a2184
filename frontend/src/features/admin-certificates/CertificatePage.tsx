import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { useRefresh } from "../../ui/admin/useRefresh";
import { CertificateForm } from "./CertificateForm";
import { CertificateQuery } from "./documents";
import { RequestForm } from "./RequestForm";
import { UploadForm } from "./UploadForm";

const context = { additionalTypenames: ["Certificate"], requestPolicy: "network-only" as const };

/** A certificate: a new one, a new request, or one that is there. */
export function CertificatePage() {
  const { id } = useParams({ from: "/certificates/$id" });
  const navigate = useNavigate();
  const isNew = id === "upload" || id === "request";
  const [{ data, error }, reload] = useQuery({ query: CertificateQuery, variables: { id }, pause: isNew, context });
  useRefresh(reload, !isNew);
  const refresh = () => reload({ requestPolicy: "network-only" });
  const onCreated = (created: string) => void navigate({ to: "/certificates/$id", params: { id: created } });
  const onDone = () => void navigate({ to: "/certificates" });
  if (id === "upload") return <UploadForm onCreated={onCreated} onDone={onDone} />;
  if (id === "request") return <RequestForm onCreated={onCreated} onDone={onDone} />;
  if (error && !data) return <ErrorState title="The certificate could not be loaded" error={error} onRetry={refresh} />;
  if (!data) return <Loading />;
  if (!data.certificate) return <ErrorState title="There is no such certificate" error={new Error("It may have been removed.")} />;
  return <CertificateForm certificate={data.certificate} onDone={onDone} onActed={refresh} />;
}
