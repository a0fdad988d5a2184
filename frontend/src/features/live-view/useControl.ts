import { useState } from "react";
import { useMutation } from "urql";
import type { ConferenceAction, ParticipantAction } from "../../gql/graphql";
import { explain } from "../../ui/admin/ErrorState";
import { ConferenceControlMutation, ParticipantControlMutation } from "./documents";

export interface Control<Action> {
  /** The action under way. */
  busy: Action | null;
  /** Why the last one was refused. */
  refusal: string | null;
  /** Asks for it; what comes of it shows in the live view. Returns why not. */
  run: (action: Action) => Promise<string | null>;
}

export function useConferenceControl(conferenceId: string): Control<ConferenceAction> {
  const [, control] = useMutation(ConferenceControlMutation);
  return useControl(async (action) => {
    const { data, error } = await control({ input: { conferenceId, action } });
    return error ? explain(error) : (data?.conferenceControl.userErrors[0]?.message ?? null);
  });
}

export function useParticipantControl(conferenceId: string, participantId: string): Control<ParticipantAction> {
  const [, control] = useMutation(ParticipantControlMutation);
  return useControl(async (action) => {
    const { data, error } = await control({ input: { conferenceId, participantId, action } });
    return error ? explain(error) : (data?.participantControl.userErrors[0]?.message ?? null);
  });
}

function useControl<Action>(ask: (action: Action) => Promise<string | null>): Control<Action> {
  const [busy, setBusy] = useState<Action | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const run = async (action: Action) => {
    setBusy(action);
    setRefusal(null);
    const why = await ask(action);
    setBusy(null);
    setRefusal(why);
    return why;
  };
  return { busy, refusal, run };
}
