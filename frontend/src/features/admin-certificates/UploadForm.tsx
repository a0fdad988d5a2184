import { Link } from "@tanstack/react-router";
import { useMutation } from "urql";
import { TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { CertificateUploadMutation } from "./documents";
import { PemField } from "./PemField";

interface Values {
  name: string;
  chain: string;
  key: string;
}

interface Props {
  onCreated: (id: string) => void;
  onDone: () => void;
}

/** A certificate that comes with its key. */
export function UploadForm({ onCreated, onDone }: Props) {
  const [, upload] = useMutation(CertificateUploadMutation);
  const { form, leave, page } = useEntityForm<{ revision: string }, Values>({
    entity: null,
    valuesOf: () => ({ name: "", chain: "", key: "" }),
    labels: { name: "Name", chain: "Certificate", key: "Key" },
    nameOf: (v) => `Certificate ${v.name}`,
    create: async (input) => {
      const { data, error } = await upload({ input });
      return { error, entity: data?.certificateUpload.certificate, userErrors: data?.certificateUpload.userErrors };
    },
    update: () => Promise.resolve({}),
    onCreated: (created) => onCreated((created as { id: string }).id),
  });
  return (
    <FormPage title="Upload certificate" parent={<Link to="/certificates">Certificates</Link>} {...page} submitLabel="Upload" onCancel={() => leave(onDone)}>
      <TextField control={form.control} name="name" label="Name" required help="Unique; for people only." />
      <PemField control={form.control} name="chain" label="Certificate and chain" required help="PEM: the server's own certificate first, then those who vouch for it, in order." />
      <PemField control={form.control} name="key" label="Private key" required help="PEM, without a passphrase. It is kept encrypted and never shown again." />
    </FormPage>
  );
}
