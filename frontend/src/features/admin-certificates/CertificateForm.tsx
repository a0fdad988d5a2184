import { Alert, Button, Flex, FlexItem, Title } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useMutation } from "urql";
import type { CertificateFieldsFragment } from "../../gql/graphql";
import { Facts } from "../../ui/admin/Facts";
import { TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { formatTime } from "../../ui/admin/time";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { download } from "../../ui/admin/download";
import { CertificateRemoveMutation, CertificateUpdateMutation, WebCertificateMutation } from "./documents";
import { ExpiryLabel } from "./ExpiryLabel";
import { InstallDialog } from "./InstallDialog";

interface Props {
  certificate: CertificateFieldsFragment;
  onDone: () => void;
  onActed: () => void;
}

/** A certificate or request that is there. */
export function CertificateForm({ certificate, onDone, onActed }: Props) {
  const [, update] = useMutation(CertificateUpdateMutation);
  const { form, leave, page } = useEntityForm<CertificateFieldsFragment, { name: string }>({
    entity: certificate,
    valuesOf: (c) => ({ name: c?.name ?? "" }),
    labels: { name: "Name" },
    nameOf: (v) => `Certificate ${v.name}`,
    create: () => Promise.resolve({}),
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...values } });
      return { error, entity: data?.certificateUpdate.certificate, userErrors: data?.certificateUpdate.userErrors };
    },
    onCreated: () => undefined,
  });
  return (
    <FormPage
      title={certificate.name}
      parent={<Link to="/certificates">Certificates</Link>}
      {...page}
      submitLabel="Save"
      onCancel={() => leave(onDone)}
      header={<About certificate={certificate} onActed={onActed} />}
      footer={<Life certificate={certificate} onDone={() => leave(onDone)} onActed={onActed} />}
    >
      <TextField control={form.control} name="name" label="Name" required help="Unique; for people only." />
    </FormPage>
  );
}

function About({ certificate: c, onActed }: Pick<Props, "certificate" | "onActed">) {
  const fileName = c.name.toLowerCase().replace(/[^a-z0-9.-]+/g, "-");
  return (
    <>
      {!c.installed && (
        <Alert className="parley-gap-below" isInline variant="info" title="This request waits for its certificate">
          Download it, have an authority sign it, and install what comes back.
        </Alert>
      )}
      {c.warnings.map((w) => (
        <Alert key={w.code + w.message} className="parley-gap-below" isInline variant={w.code === "EXPIRED" ? "danger" : "warning"} title={w.message} />
      ))}
      <Facts
        label="Certificate"
        facts={[
          ["State", <ExpiryLabel key="state" daysLeft={c.daysLeft} />],
          ["Subject", c.subject],
          ["Signed by", c.issuer],
          ["Hosts", [...c.dnsNames, ...c.ipAddresses].join(", ")],
          ["Valid", c.notAfter ? `${formatTime(c.notBefore)} to ${formatTime(c.notAfter)}` : null],
          ["Key", c.keyType],
          ["Serial number", c.serial],
          ["Fingerprint (SHA-256)", c.fingerprint && <span key="fingerprint" className="parley-mono">{c.fingerprint}</span>],
          ["Used by", <Users key="users" certificate={c} />],
          ["Changes", <ObjectAudit key="changes" id={c.id} />],
        ]}
      />
      <Flex className="parley-gap-above">
        {c.request && (
          <FlexItem>
            <Button variant={c.installed ? "secondary" : "primary"} onClick={() => download(`${fileName}.csr.pem`, c.request ?? "", "application/x-pem-file")}>
              Download request
            </Button>
          </FlexItem>
        )}
        <FlexItem>
          <InstallDialog certificate={c} onActed={onActed} />
        </FlexItem>
        {c.chain && (
          <FlexItem>
            <Button variant="secondary" onClick={() => download(`${fileName}.pem`, c.chain ?? "", "application/x-pem-file")}>
              Download certificate
            </Button>
          </FlexItem>
        )}
      </Flex>
    </>
  );
}

function Users({ certificate: c }: Pick<Props, "certificate">) {
  if (!c.usedByWeb && c.usedByNodes.length === 0) return <>Nobody</>;
  return (
    <>
      {c.usedByWeb && <div>Web side of the Management Node</div>}
      {c.usedByNodes.map((n) => (
        <div key={n.id}>
          <Link to="/nodes/$id" params={{ id: n.id }}>
            {n.name}
          </Link>
        </div>
      ))}
    </>
  );
}

function Life({ certificate: c, onDone, onActed }: Props) {
  const [, remove] = useMutation(CertificateRemoveMutation);
  const [, assign] = useMutation(WebCertificateMutation);
  const notice = useNotice();
  const serve = async (certificateId: string | null) => {
    const { data, error } = await assign({ input: { certificateId } });
    return removal(error, data?.webCertificateAssign.userErrors, () => {
      notice(certificateId ? `The web side is served with ${c.name}` : `The web side is not served with ${c.name} any more`);
      onActed();
    });
  };
  return (
    <section aria-labelledby="life">
      <Title headingLevel="h2" id="life" size="lg" className="parley-gap-below">
        Use of the certificate
      </Title>
      <p className="parley-gap-below">A Conferencing Node is given a certificate on its own page.</p>
      <Flex>
        {c.installed && !c.usedByWeb && (
          <FlexItem>
            <RemoveButton
              verb="Use"
              label="Use for the web side"
              isDanger={false}
              what={`for the web side: ${c.name}`}
              consequence="New connections to the Management Node see it at once. If it does not name the host in your address bar, browsers will warn of it."
              onRemove={() => serve(c.id)}
            />
          </FlexItem>
        )}
        {c.usedByWeb && (
          <FlexItem>
            <RemoveButton
              verb="Stop using"
              label="Stop using for the web side"
              isDanger={false}
              what={`for the web side: ${c.name}`}
              consequence="The web side goes back to the certificate of its command line, or to one that it makes for itself."
              onRemove={() => serve(null)}
            />
          </FlexItem>
        )}
        <FlexItem>
          <RemoveButton
            what={`certificate ${c.name}`}
            consequence="Its key is forgotten. It can be removed only while nobody serves it."
            onRemove={async () => {
              const { data, error } = await remove({ input: { id: c.id } });
              return removal(error, data?.certificateRemove.userErrors, () => {
                notice(`Certificate ${c.name} was removed`);
                onDone();
              });
            }}
          />
        </FlexItem>
      </Flex>
    </section>
  );
}
