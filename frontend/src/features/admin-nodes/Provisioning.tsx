import { Alert, Button, Flex, FlexItem, FormSelect, FormSelectOption, Modal, ModalBody, ModalFooter, ModalHeader, Title } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import type { NodeFieldsFragment } from "../../gql/graphql";
import { ChoiceSelect } from "../../ui/admin/ChoiceField";
import { CertificateChoices, choiceOf } from "../../ui/admin/choices";
import { download } from "../../ui/admin/download";
import { explain } from "../../ui/admin/ErrorState";
import { Facts } from "../../ui/admin/Facts";
import { useNotice } from "../../ui/admin/notices";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { formatTime } from "../../ui/admin/time";
import { NodeAssignCertificateMutation, NodeProvisionMutation, NodeRevokeMutation } from "./documents";
import { documentState, refusalWords } from "./provisioningWords";

interface Props {
  node: NodeFieldsFragment;
}

/** How the node joins the deployment, and which certificates it has. */
export function Provisioning({ node }: Props) {
  const [, revoke] = useMutation(NodeRevokeMutation);
  const notice = useNotice();
  const link = node.linkCertificate;
  return (
    <section aria-labelledby="provisioning" className="parley-gap-below">
      <Title headingLevel="h2" id="provisioning" size="lg" className="parley-gap-below">
        Provisioning and certificates
      </Title>
      <Facts
        label="Provisioning"
        facts={[
          ["Provisioning document", documentState(node.provisioning, formatTime)],
          ["Link certificate ends", link ? `${formatTime(link.expiresAt)}${link.renewalPending ? " (a renewed one waits to be used)" : ""}` : null],
          ["Fingerprint of the link certificate", link && <span key="fingerprint" className="parley-mono">{link.fingerprint}</span>],
        ]}
      />
      <Flex className="parley-gap-above parley-gap-below">
        <FlexItem>
          <Provision node={node} />
        </FlexItem>
        {(link ?? node.provisioning.state === "ISSUED") && (
          <FlexItem>
            <RemoveButton
              verb="Revoke"
              label="Revoke certificates"
              what={`certificates of ${node.name}`}
              consequence="The node is cut off at once, and so is whoever has a copy of its key. Calls that it carries go on, but it needs a new provisioning document to come back."
              onRemove={async () => {
                const { data, error } = await revoke({ input: { id: node.id } });
                return removal(error, data?.conferencingNodeRevoke.userErrors, () => notice(`The certificates of ${node.name} were revoked`));
              }}
            />
          </FlexItem>
        )}
      </Flex>
      <WebCertificate key={node.webCertificate?.id ?? ""} node={node} />
    </section>
  );
}

/** Attempts with documents that were of no use. */
export function Refusals({ node }: Props) {
  const { refusals } = node.provisioning;
  if (refusals.length === 0) return null;
  const isCopied = refusals.some((r) => r.reason === "REPLAYED");
  return (
    <Alert
      className="parley-gap-below"
      isInline
      variant={isCopied ? "danger" : "warning"}
      title={isCopied ? "Somebody presented a copy of a provisioning document of this node" : "Provisioning documents of this node were refused"}
    >
      {isCopied && <p>If that was not you, revoke the certificates and look who could read the document.</p>}
      <ul>
        {refusals.slice(0, 5).map((r) => (
          <li key={r.position}>
            {formatTime(r.occurredAt)}: {refusalWords[r.reason]}
            {r.remote && ` from ${r.remote}`}
            {r.count > 1 && `, ${r.count} times`}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Provision({ node }: Props) {
  const [{ fetching }, provision] = useMutation(NodeProvisionMutation);
  const [asking, setAsking] = useState(false);
  const [minutes, setMinutes] = useState("1440");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [done, setDone] = useState<{ name: string; until: string } | null>(null);
  const close = () => {
    setAsking(false);
    setDone(null);
    setRefusal(null);
  };
  const run = async () => {
    const { data, error } = await provision({ input: { id: node.id, expiresInMinutes: Number(minutes) } });
    const answer = data?.conferencingNodeProvision;
    if (!answer?.document) return setRefusal(answer?.userErrors[0]?.message ?? explain(error));
    const name = answer.fileName ?? "provision.json";
    download(name, answer.document, "application/json");
    setRefusal(null);
    setDone({ name, until: formatTime(answer.expiresAt) });
  };
  const { state } = node.provisioning;
  return (
    <>
      <Button variant="secondary" onClick={() => setAsking(true)}>
        Provision …
      </Button>
      <Modal isOpen={asking} onClose={close} variant="medium" aria-labelledby="provision-title">
        <ModalHeader title={`Provision ${node.name}`} labelId="provision-title" description="The node joins with a document that holds a secret. It can be downloaded this once, and used once." />
        <ModalBody>
          <div aria-live="assertive">{refusal && <Alert className="parley-gap-below" isInline variant="danger" title={refusal} />}</div>
          {done ? (
            <Alert isInline variant="success" title={`${done.name} was downloaded`}>
              <p>It works once, until {done.until}. Give it to the node in one of these ways:</p>
              <ul>
                <li>
                  start the node, open https://{node.fqdn || node.address}:8443/ and upload it there, or
                </li>
                <li>
                  start the node with <code>parley node --provision {done.name}</code>, or
                </li>
                <li>
                  put it into the user data of a cloud instance that runs <code>parley node --provision-metadata ec2</code>.
                </li>
              </ul>
            </Alert>
          ) : (
            <>
              {state === "ISSUED" && (
                <Alert className="parley-gap-below" isInline variant="warning" title={`A document is out until ${formatTime(node.provisioning.expiresAt)}`}>
                  It becomes void with the new one.
                </Alert>
              )}
              {node.linkCertificate && (
                <Alert className="parley-gap-below" isInline variant="warning" title="This node is enrolled already">
                  Once the new document is used, whoever has the present certificate is cut off.
                </Alert>
              )}
              <label htmlFor="provision-minutes" className="pf-v6-c-form__label">
                How long it can be used
              </label>
              <FormSelect id="provision-minutes" value={minutes} onChange={(_, value) => setMinutes(value)}>
                <FormSelectOption value="60" label="One hour" />
                <FormSelectOption value="1440" label="One day" />
                <FormSelectOption value="10080" label="One week" />
              </FormSelect>
            </>
          )}
        </ModalBody>
        <ModalFooter>
          {done ? (
            <Button variant="primary" onClick={close}>
              Close
            </Button>
          ) : (
            <>
              <Button variant="primary" isLoading={fetching} isDisabled={fetching} onClick={() => void run()}>
                Download provisioning document
              </Button>
              <Button variant="link" onClick={close}>
                Cancel
              </Button>
            </>
          )}
        </ModalFooter>
      </Modal>
    </>
  );
}

/** The certificate that participants see. */
function WebCertificate({ node }: Props) {
  const [{ fetching }, assign] = useMutation(NodeAssignCertificateMutation);
  const notice = useNotice();
  const [chosen, setChosen] = useState(choiceOf(node.webCertificate));
  const [refusal, setRefusal] = useState<string | null>(null);
  const save = async () => {
    const { data: answer, error } = await assign({ input: { id: node.id, certificateId: chosen?.id ?? null } });
    const why = error ? explain(error) : answer?.conferencingNodeAssignCertificate.userErrors[0]?.message;
    setRefusal(why ?? null);
    if (why === undefined) notice(`${node.name} serves ${chosen === null ? "its own certificate" : "the certificate"} to new connections`);
  };
  return (
    <>
      <div aria-live="assertive">{refusal && <Alert className="parley-gap-below" isInline variant="danger" title={refusal} />}</div>
      <label htmlFor="web-certificate" className="pf-v6-c-form__label">
        Certificate that participants see
      </label>
      <Flex>
        <FlexItem grow={{ default: "grow" }}>
          <ChoiceSelect id="web-certificate" label="Certificate that participants see" value={chosen} onChange={setChosen} from={CertificateChoices} none="The node's own, or that of its command line" />
        </FlexItem>
        <FlexItem>
          <Button variant="secondary" isLoading={fetching} isDisabled={fetching || chosen?.id === node.webCertificate?.id} onClick={() => void save()}>
            Use it
          </Button>
        </FlexItem>
      </Flex>
      {node.webCertificate && (
        <p className="parley-gap-above">
          Look at{" "}
          <Link to="/certificates/$id" params={{ id: node.webCertificate.id }}>
            {node.webCertificate.name}
          </Link>
        </p>
      )}
    </>
  );
}
