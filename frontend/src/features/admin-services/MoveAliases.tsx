import { Alert, Button, Form, FormGroup, FormSelect, FormSelectOption, Modal, ModalBody, ModalFooter, ModalHeader, SearchInput } from "@patternfly/react-core";
import { useId, useState } from "react";
import { useMutation, useQuery } from "urql";
import { explain } from "../../ui/admin/ErrorState";
import { useNotice } from "../../ui/admin/notices";
import { AliasMoveMutation, ServicesFindQuery } from "./bulkDocuments";
import { kinds } from "./kinds";

interface Props {
  id: string;
  aliases: readonly string[];
  /** Something typed would be lost by moving. */
  isDirty: () => boolean;
  onMoved: () => void;
}

/** Gives an alias to another service, of any kind, without a moment in which it leads nowhere. */
export function MoveAliases({ id, aliases, isDirty, onMoved }: Props) {
  const [open, setOpen] = useState(false);
  if (aliases.length === 0) return null;
  return (
    <div className="parley-gap-below">
      <Button variant="secondary" onClick={() => setOpen(true)}>
        Move an alias…
      </Button>
      {open && <Question id={id} aliases={aliases} unsaved={isDirty()} onMoved={onMoved} onClose={() => setOpen(false)} />}
    </div>
  );
}

function Question({ id, aliases, unsaved, onMoved, onClose }: Omit<Props, "isDirty"> & { unsaved: boolean; onClose: () => void }) {
  const ids = useId();
  const [alias, setAlias] = useState(aliases[0] ?? "");
  const [search, setSearch] = useState("");
  const [to, setTo] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ data, error }] = useQuery({ query: ServicesFindQuery, variables: { search } });
  const [{ fetching }, move] = useMutation(AliasMoveMutation);
  const notice = useNotice();
  const others = data?.services.nodes.filter((s) => s.id !== id) ?? [];
  const chosen = others.some((s) => s.id === to) ? to : (others[0]?.id ?? "");
  const submit = async () => {
    setRefusal(null);
    const answer = await move({ input: { alias, fromServiceId: id, toServiceId: chosen } });
    const why = answer.error ? explain(answer.error) : answer.data?.aliasMove.userErrors[0]?.message;
    if (why !== undefined) return setRefusal(why);
    notice(`Alias ${alias} leads to ${answer.data?.aliasMove.service?.name ?? "the other service"} now`);
    onClose();
    onMoved();
  };
  return (
    <Modal isOpen onClose={onClose} variant="small" aria-labelledby={`${ids}-title`}>
      <ModalHeader title="Move an alias" labelId={`${ids}-title`} description="Calls go to the other service from then on; people who are in this one stay." />
      <ModalBody>
        <div aria-live="assertive">{refusal && <Alert variant="danger" isInline title={refusal} className="parley-gap-below" />}</div>
        {unsaved && <Alert variant="warning" isInline title="What you changed on this page is not saved and will be lost." className="parley-gap-below" />}
        <Form id={`${ids}-form`} onSubmit={(e) => e.preventDefault()}>
          <FormGroup label="Alias" fieldId={`${ids}-alias`}>
            <FormSelect id={`${ids}-alias`} value={alias} onChange={(_, v) => setAlias(v)}>
              {aliases.map((a) => (
                <FormSelectOption key={a} value={a} label={a} />
              ))}
            </FormSelect>
          </FormGroup>
          <FormGroup label="Find the service" fieldId={`${ids}-search`}>
            <SearchInput id={`${ids}-search`} aria-label="Find the service" value={search} onChange={(_, v) => setSearch(v)} onClear={() => setSearch("")} />
          </FormGroup>
          <FormGroup label="Service" fieldId={`${ids}-to`}>
            <FormSelect id={`${ids}-to`} value={chosen} isDisabled={others.length === 0} onChange={(_, v) => setTo(v)}>
              {others.length === 0 && <FormSelectOption value="" label={error ? explain(error) : "No other service is called so"} />}
              {others.map((s) => (
                <FormSelectOption key={s.id} value={s.id} label={`${s.name} (${kinds[s.__typename].noun})`} />
              ))}
            </FormSelect>
          </FormGroup>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" isLoading={fetching} isDisabled={fetching || chosen === ""} onClick={() => void submit()}>
          Move
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
