import type { UseFormReturn } from "react-hook-form";
import { useMutation } from "urql";
import type { CertificateFieldsFragment } from "../../gql/graphql";
import { CreateDialog } from "../../ui/admin/CreateDialog";
import { useMay } from "../../ui/admin/session";
import { CertificateInstallMutation } from "./documents";
import { PemField } from "./PemField";

interface Values {
  chain: string;
  key: string;
}

const fields = ({ control }: UseFormReturn<Values>) => (
  <>
    <PemField control={control} name="chain" label="Certificate and chain" required help="PEM: the server's own certificate first, then those who vouch for it." />
    <PemField control={control} name="key" label="New private key" help="Only if the certificate is of another key than the one that is kept here." />
  </>
);

/** Installs what an authority made of a request, or a certificate in the place of an old one. */
export function InstallDialog({ certificate, onActed }: { certificate: CertificateFieldsFragment; onActed: () => void }) {
  const [, install] = useMutation(CertificateInstallMutation);
  if (!useMay("config:write")) return null;
  return (
    <CreateDialog<Values>
      label="Install certificate"
      title={certificate.installed ? "Install another certificate in its place" : "Install the signed certificate"}
      initial={{ chain: "", key: "" }}
      first="chain"
      done={() => `${certificate.name} was installed`}
      fields={fields}
      onCreate={async ({ chain, key }) => {
        const { data, error } = await install({ input: { id: certificate.id, expectedRevision: certificate.revision, chain, key: key.trim() === "" ? null : key } });
        if (data?.certificateInstall.certificate) onActed();
        return { error, userErrors: data?.certificateInstall.userErrors };
      }}
    />
  );
}
