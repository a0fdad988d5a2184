import { Link } from "@tanstack/react-router";
import { useMutation } from "urql";
import type { CertificateKeyType } from "../../gql/graphql";
import { SelectField, TextAreaField, TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { atField, linesOf } from "../../ui/admin/lines";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { CertificateRequestMutation } from "./documents";

interface Values {
  name: string;
  keyType: string;
  dnsNames: string;
  ipAddresses: string;
  commonName: string;
  organization: string;
  organizationalUnit: string;
  locality: string;
  province: string;
  country: string;
}

interface Props {
  onCreated: (id: string) => void;
  onDone: () => void;
}

const empty: Values = {
  name: "", keyType: "ECDSA_P256", dnsNames: "", ipAddresses: "", commonName: "",
  organization: "", organizationalUnit: "", locality: "", province: "", country: "",
};

/** A key that is made here, and a request for an authority to sign. */
export function RequestForm({ onCreated, onDone }: Props) {
  const [, request] = useMutation(CertificateRequestMutation);
  const { form, leave, page } = useEntityForm<{ revision: string }, Values>({
    entity: null,
    valuesOf: () => empty,
    labels: {
      name: "Name", keyType: "Key", dnsNames: "Host names", ipAddresses: "Addresses", commonName: "Common name",
      organization: "Organisation", organizationalUnit: "Unit", locality: "Town", province: "State or province", country: "Country",
    },
    nameOf: (v) => `Request ${v.name}`,
    create: async (v) => {
      const input = { ...v, keyType: v.keyType as CertificateKeyType, dnsNames: linesOf(v.dnsNames), ipAddresses: linesOf(v.ipAddresses) };
      const { data, error } = await request({ input });
      const answer = data?.certificateRequestCreate;
      return { error, entity: answer?.certificate, userErrors: atField(answer?.userErrors, ["dnsNames", "ipAddresses"]) };
    },
    update: () => Promise.resolve({}),
    onCreated: (created) => onCreated((created as { id: string }).id),
  });
  const { control } = form;
  return (
    <FormPage title="Request certificate" parent={<Link to="/certificates">Certificates</Link>} {...page} submitLabel="Make request" onCancel={() => leave(onDone)}>
      <TextField control={control} name="name" label="Name" required help="Unique; for people only." />
      <SelectField
        control={control}
        name="keyType"
        label="Key"
        help="It is made here and never leaves the deployment."
        options={[
          { value: "ECDSA_P256", label: "ECDSA P-256" },
          { value: "RSA_2048", label: "RSA, 2048 bits" },
          { value: "RSA_4096", label: "RSA, 4096 bits" },
        ]}
      />
      <TextAreaField control={control} name="dnsNames" label="Host names" help="One a line, such as meet.example.org or *.example.org. At least one name or address is needed." />
      <TextAreaField control={control} name="ipAddresses" label="Addresses" help="IP addresses, one a line." />
      <TextField control={control} name="commonName" label="Common name" help="Empty: the first host name." />
      <TextField control={control} name="organization" label="Organisation" />
      <TextField control={control} name="organizationalUnit" label="Unit" />
      <TextField control={control} name="locality" label="Town" />
      <TextField control={control} name="province" label="State or province" />
      <TextField control={control} name="country" label="Country" help="Two letters, such as NO." />
    </FormPage>
  );
}
