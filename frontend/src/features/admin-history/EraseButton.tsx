import { useMutation } from "urql";
import { useNotice } from "../../ui/admin/notices";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { ParticipantEraseMutation } from "./documents";

interface Props {
  participant: { id: string; displayName: string };
  onErased: () => void;
}

/** Makes what is personal about a participant unreadable, after it was asked. */
export function EraseButton({ participant: { id, displayName }, onErased }: Props) {
  const [, erase] = useMutation(ParticipantEraseMutation);
  const notice = useNotice();
  return (
    <RemoveButton
      size="sm"
      verb="Erase"
      what={`personal data of ${displayName || "this participant"}`}
      consequence="The name and the address become unreadable everywhere: in the event log and its copies, in this history, in replays. That somebody took part, when and from which node, stays, and the audit shows that you did this. It cannot be undone."
      onRemove={async () => {
        const { data, error } = await erase({ input: { id } });
        return removal(error, data?.participantErase.userErrors, () => {
          notice("The personal data was erased");
          onErased();
        });
      }}
    />
  );
}
