import { Alert, Button } from "@patternfly/react-core";
import { useState } from "react";
import { useMutation } from "urql";
import type { ProjectionFieldsFragment } from "../../gql/graphql";
import { useNotice } from "../../ui/admin/notices";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useMay } from "../../ui/admin/session";
import { ProjectionRebuildMutation, ProjectionRetryMutation } from "./documents";
import { modelName, models } from "./models";

interface Props {
  model: ProjectionFieldsFragment;
  onActed: () => void;
}

/** Folds a read model anew, or lets a stopped one try its event again. */
export function ModelActions({ model, onActed }: Props) {
  const [, rebuild] = useMutation(ProjectionRebuildMutation);
  const notice = useNotice();
  const name = modelName(model.name);
  if (!useMay("system:write")) return null;
  return (
    <div className="parley-row-actions">
      {model.state === "PARKED" && <Retry model={model} onActed={onActed} />}
      {models[model.name]?.inMemory && <span className="parley-small parley-muted">In memory, folded at every start</span>}
      {!models[model.name]?.inMemory && !model.rebuilding && (
        <RemoveButton
          size="sm"
          verb="Rebuild"
          what={name}
          isDanger={false}
          consequence="It is folded anew from the first event of the log, beside the one that is shown; nothing is lost and pages go on working. With a large log it takes a while and keeps the machine busy."
          onRemove={async () => {
            const { data, error } = await rebuild({ input: { name: model.name } });
            return removal(error, data?.projectionRebuild.userErrors, () => {
              notice(data?.projectionRebuild.projection?.rebuilding ? `${name} is being rebuilt` : `${name} was rebuilt`);
              onActed();
            });
          }}
        />
      )}
    </div>
  );
}

function Retry({ model, onActed }: Props) {
  const [{ fetching }, retry] = useMutation(ProjectionRetryMutation);
  const [refusal, setRefusal] = useState<string | null>(null);
  const notice = useNotice();
  const again = async () => {
    const { data, error } = await retry({ input: { name: model.name } });
    setRefusal(
      removal(error, data?.projectionRetry.userErrors, () => {
        notice(`${modelName(model.name)} tries again`);
        onActed();
      }),
    );
  };
  return (
    <>
      <Button size="sm" variant="primary" isDisabled={fetching} aria-label={`Retry ${modelName(model.name)}`} onClick={() => void again()}>
        Retry
      </Button>
      <div aria-live="assertive" className="parley-live">
        {refusal && <Alert variant="danger" isInline isPlain title={refusal} />}
      </div>
    </>
  );
}
